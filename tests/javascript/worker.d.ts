/** The part of lunr that a search worker uses, as Material's worker leaves it behind. */
declare namespace lunr {
  type Stage = (token: Token, index: number, tokens: Token[]) => Token | Token[] | undefined;

  class Token {
    constructor(text: string);
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
    invertedIndex: Record<string, object>;
    build(): { invertedIndex: Record<string, object> };
  }

  let idf: (posting: object, count: number) => number;

  interface Language {
    (this: { pipeline: Pipeline; searchPipeline?: Pipeline }): void;
    stemmer: Stage;
    stopWordFilter: (token: Token) => Token | undefined;
    [more: string]: any;
  }
}

/** What the build writes before `search.js`; see there. */
interface SearchSettings {
  worker: string;
  index: string | null;
  pieces: { folder: string; script: string } | null;
  words: string | null;
  language: string;
  packs: string[];
  fields: object | null;
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
  read(query: string): { operators: (string | null)[]; meant: string[]; last: string };
  terms(word: string): string[];
  near(term: string, terms: Iterable<string>): string[];
  boosts: { EXACT: number; BEGINNING: number; NEAR: number };
}

declare var izejaPieces: (folder: string, words: SearchWords) => {
  ready: Promise<unknown>;
  entriesFor(query: string): Promise<object[]>;
  rareness(term: string): number | undefined;
};

/** The loaders that a pack of lunr looks for before it takes the global `lunr`. */
declare var define: { (factory: unknown): void; amd?: unknown } | undefined;
declare var module: { exports: unknown };
declare var exports: unknown;
