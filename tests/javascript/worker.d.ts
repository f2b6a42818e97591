/** The part of lunr that a search worker uses, as Material's worker leaves it behind. */
declare namespace lunr {
  interface Found {
    ref: string;
    score: number;
    matchData: { metadata: Record<string, Record<string, { position?: number[] }>> };
  }

  interface Index {
    search(query: string): Found[];
  }

  class Query {
    static presence: { PROHIBITED: number };
    constructor(fields: string[]);
    clauses: { term: string; presence: number }[];
  }

  class QueryParser {
    constructor(text: string, query: Query);
    parse(): Query;
  }

  type Stage = (token: Token, index: number, tokens: Token[]) => Token | Token[] | undefined;

  class Token {
    constructor(text: string, metadata?: { position: number });
    metadata: { position: number };
    toString(): string;
    clone(change: () => string): Token;
    update(change: (text: string) => string): Token;
  }

  class Pipeline {
    static registerFunction(stage: Stage, label: string): void;
    add(...stages: Stage[]): void;
    reset(): void;
    runString(text: string): string[];
  }

  class Builder {
    pipeline: Pipeline;
    searchPipeline: Pipeline;
    add(...entry: unknown[]): void;
    b(weight: number): void;
    ref(name: string): void;
    field(name: string, of: { boost: number }): void;
    metadataWhitelist: string[];
    tokenizer: (text: string | string[] | undefined) => Token[];
    invertedIndex: Record<string, object>;
    documentCount: number;
    build(): { invertedIndex: Record<string, object> };
  }

  let trimmerSupport: { generateTrimmer(): Stage };
  let idf: (posting: object, count: number) => number;

  interface Language {
    (this: { pipeline: Pipeline; searchPipeline?: Pipeline }): void;
    stemmer: Stage;
    stopWordFilter: (token: Token) => Token | undefined;
    [more: string]: any;
  }
}

declare function lunr(setup: (this: lunr.Builder) => void): lunr.Index;

/** What the build writes before `search.js`; see there. */
interface SearchSettings {
  worker: string;
  index: string | null;
  pieces: string | null;
  scripts: string[] | null;
  language: string;
  fields: object | null;
  unknown: string | null;
}

interface Message {
  type: number;
  data: any;
}

declare var izejaSearch: SearchSettings;
declare var izejaWords: (settings: SearchSettings, rareness: (term: string) => number | undefined) => SearchWords;

interface SearchWords {
  toMaterial(message: Message): Message;
  fromMaterial(message: Message): Message;
  read(query: string): { operators: (string | null)[]; meant: string[]; typed: string[]; last: string };
  joined(words: string[]): [string, string][];
  terms(word: string): string[];
  near(term: string, terms: Iterable<string>): string[];
  boosts: Boosts;
  /** How many letters words of the same stem have in common at the beginning. */
  prefix: number;
}

interface Boosts {
  EXACT: number;
  BEGINNING: number;
  NEAR: number;
}

/** A page or a section of the index. */
interface Page {
  location: string;
  title: string;
  text?: string;
  tags?: string[];
  also?: string;
}

/** What Material's worker found, with its marks. */
interface Entry extends Page {
  score: number;
  terms: Record<string, boolean>;
}

/** What a query asks for: by word the clauses of lunr's query language. */
type Asked = Map<string, string[]>;

/** A query: what it asks for, all words that were typed, the last of them, and the numbers that the index has not. */
interface Question {
  asked: Asked;
  typed: string[];
  last: string;
  unknown: Set<string>;
}

declare var izejaResults: (words: {
  trim(word: string): string;
  terms(word: string): string[];
  rarity(term: string): number;
  order: Map<string, number>;
  boosts: Boosts;
  told: string | null;
}) => (data: { items: Entry[][]; suggest?: string[] }, question: Question) => object;

declare var izejaPieces: (
  folder: string,
  contents: Promise<any>,
  loaded: (file: string) => Promise<any>,
  words: SearchWords,
) => {
  ready: Promise<unknown>;
  entriesFor(query: string): Promise<object[]>;
  rareness(term: string): number | undefined;
};

/** The loaders that a pack of lunr looks for before it takes the global `lunr`. */
declare var define: { (factory: unknown): void; amd?: unknown } | undefined;
declare var module: { exports: unknown };
declare var exports: unknown;
