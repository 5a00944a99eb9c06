// The files under /search/, each fetched once; and one question that is put to them.
(() => {
  "use strict";
  const dl = self.dlSearch = self.dlSearch || {};
  const FORMAT = 3;
  const A_PART = dl.A_PART = "a part of the search index"; // what could not be loaded, as people are told
  const MOST_SHARDS = 100; // for one word: some 3 MB

  /** A file could not be loaded; what else there is can be used. */
  dl.Failed = class extends Error {};
  /** The log was built anew meanwhile: start again with the new index. */
  dl.Changed = class extends Error {};
  /** The files are not of the format that these scripts read: the page is older than the log. */
  dl.Outdated = class extends Error {};
  /** A newer question has come. */
  dl.Stopped = class extends Error {};

  const brought = new Set();

  /** Loads scripts of the worker that not every question needs, in this order, each once. */
  dl.bring = (...names) => {
    const missing = names.filter((name) => !brought.has(name));
    if (!missing.length || !self.importScripts) return; // a page of a test has them all
    try {
      self.importScripts(...missing);
    } catch {
      throw new dl.Failed("a part of the search itself");
    }
    missing.forEach((name) => brought.add(name));
  };

  const get = async (address, cache) => {
    const answer = await fetch(address, { cache, credentials: "same-origin" });
    if (answer.status === 404 || answer.status === 410) return null;
    if (!answer.ok) throw new Error("refused");
    return answer.json();
  };

  /** Fetches JSON, twice if need be; returns null where there is no such file. */
  const load = async (address, cache) => {
    try {
      return await get(address, cache);
    } catch {
      try {
        return await get(address, "reload");
      } catch {
        throw new dl.Failed(A_PART);
      }
    }
  };

  dl.Store = class {
    constructor(base) {
      this.base = base;
      this.index = null;
      this.files = new Map();
      this.decoded = new Map();
      this.renewing = null;
    }

    async open() {
      if (!this.index) this.index = await this.read("no-cache");
      return this.index;
    }

    async read(cache) {
      const index = await load(`${this.base}index.json`, cache);
      if (!index) throw new dl.Failed("the search index");
      if (index.format !== FORMAT) throw new dl.Outdated();
      return index;
    }

    /** Loads the index again; files keep, as their names tell their content. */
    renew() {
      this.renewing = this.renewing || this.read("reload").then((index) => {
        if (index.build === this.index.build) return;
        this.index = index;
        this.decoded.clear();
      }).finally(() => { this.renewing = null; });
      return this.renewing;
    }

    /** Returns the JSON of a file; one that fails is fetched again when it is next asked for. */
    file(family, name) {
      const path = `${family}/${name}.json`;
      if (!this.files.has(path)) {
        const found = this.fetch(path);
        this.files.set(path, found);
        found.catch(() => this.files.delete(path));
      }
      return this.files.get(path);
    }

    async fetch(path) {
      const before = this.index;
      const json = await load(this.base + path, "default");
      if (json) return json;
      await this.renew();
      if (this.index !== before) throw new dl.Changed();
      throw new dl.Failed(A_PART);
    }
  };

  /** Returns the first record of each run. */
  dl.starts = ({ store, index }) => {
    if (!store.decoded.has("starts")) store.decoded.set("starts", dl.rise(dl.decode(index.runs)));
    return store.decoded.get("starts");
  };

  /** One question: it reads from one build, and stops when `live` says no. */
  dl.Question = class {
    constructor(store, live) {
      this.store = store;
      this.index = store.index;
      this.live = live;
      this.text = "";
      this.most = MOST_SHARDS;
      this.failed = new Set();
      this.notes = [];
      this.times = {};
    }

    /** Notes that a word of the query is not looked for, and why; returns null. */
    leaveOut(word, why) {
      this.notes.push(`“${word}” ${why}.`);
      return null;
    }

    async file(family, name) {
      const json = await this.store.file(family, name);
      if (!this.live()) throw new dl.Stopped();
      if (this.store.index !== this.index) throw new dl.Changed();
      return json;
    }

    /** Waits for all; returns those that came, and whether all did; remembers why others did not. */
    async some(promises) {
      const found = [];
      for (const each of await Promise.allSettled(promises)) {
        if (each.status === "fulfilled") found.push(each.value);
        else if (each.reason instanceof dl.Failed) this.failed.add(each.reason.message);
        else throw each.reason;
      }
      return { found, whole: found.length === promises.length };
    }

    /** Returns what `make` makes, made once for each build. What is not `whole` is not kept. */
    async once(key, make) {
      const { decoded } = this.store;
      if (decoded.has(key)) return decoded.get(key);
      const made = await make();
      if (made.whole !== false && this.store.index === this.index) decoded.set(key, made);
      return made;
    }

    /** Runs `work` and adds its milliseconds to a name. */
    timed(name, work) {
      const start = performance.now();
      const made = work();
      this.times[name] = (this.times[name] || 0) + performance.now() - start;
      return made;
    }
  };
})();
