"""Words that name nobody by themselves. What is withheld is not known by them alone."""

from __future__ import annotations

#: Words that hold a sentence together.
STOP = frozenset(
    """a about above after again all also am an and any are as at be because been before being
    below between both but by can could did do does doing down during each even ever few for from
    further had has have having he her here hers him his how however i if in into is it its itself
    just less many may me might more most much must my no nor not now of off on once one only or
    other our out over own re same shall she should since so some such than that the their them
    then there these they this those through thus to too under until up upon us very via was we
    were what when where whether which while who whom whose why will with within without would you
    your""".split()  # noqa: SIM905
)

#: Words that stand in the names of things, ranks, places of work, days and papers.
COMMON = frozenset(
    """access account act action address adult age agency agenda amount annex annual answer
    appendix april area assessment assistant attachment audit august authority bank board body
    borough branch brief budget building bureau business call case cash centre chair chief child
    children city civil class code college command commander commission commissioner committee
    communication community company complaint conduct conference constable constabulary contact
    contract control copy corporate cost council county court crime criminal crown custody data
    date day dear december decision defence department deputy detail detective development digital
    director directorate disclosure district division document draft duty east education eight
    eighteen eir email emergency employee employment end engineering environment equality equipment
    estate european evening evidence exemption explanatory external fax february figure file final
    finance financial fire first five fleet foi foia force form four fraud freedom friday from
    full fund general good governance government group guidance head health high history home
    hospital hour housing human impact incident index information inspector institute intelligence
    interest internal international interview investigation invoice issue item january job
    journal july june justice kingdom lane law leave legal letter level licence limited line list
    local london ltd mail manager management march may measure media medical meeting member
    memorandum mental metropolitan midlands minister ministry minute miss mobile model monday
    money month mr mrs ms name national new news nine no north note notes notice november number
    nurse october offence offender office officer official one operation operational operations
    order organisation other outcome page panel paper parish park parliament part party patrol
    payment people performance person personal phone plan planning plc police policing policy
    position post press private procedure process procurement professional programme project
    property prosecution protection public purchase question ref reference refusal region register
    regulation regulations release report request resources response result review right risk road
    roads room royal safety sale saturday schedule school science second secretary section sector
    security senior sent september sergeant service services seven sheet sincerely sir site six
    social south special staff standard standards state statement station statistics status
    strategic strategy street subject summary sunday superintendent supplier support survey system
    table team technical technology tel telephone ten three thursday time title to total town trade
    traffic training transport treasury tribunal trust tuesday two type union unit united
    university update use vehicle version victim view village visit vulnerable wednesday week west
    witness work working year yes young yours youth""".split()  # noqa: SIM905
)
