/*!
 * Lunr languages, `Latvian` language
 *
 * A light stemmer for Latvian. It reads words with and without diacritics alike, since customers write
 * both: every word is folded first (`ā` to `a`, `č` to `c`), and the rules know folded letters only.
 */
(function (/** @type {any} */ root, /** @type {() => (lunr: any) => void} */ factory) {
  if (typeof define === "function" && define.amd) {
    define(factory);
  } else if (typeof exports === "object") {
    module.exports = factory();
  } else {
    factory()(root.lunr);
  }
})(this, function () {
  return function (/** @type {any} */ lunr) {
    if (lunr === undefined) {
      throw new Error("Lunr is not present. Please include / require Lunr before this script.");
    }
    if (lunr.trimmerSupport === undefined) {
      throw new Error("Lunr stemmer support is not present. Please include / require it before this script.");
    }

    lunr.lv = function () {
      this.pipeline.reset();
      this.pipeline.add(lunr.lv.trimmer, lunr.lv.stopWordFilter, lunr.lv.stemmer);
      if (this.searchPipeline) {
        this.searchPipeline.reset();
        this.searchPipeline.add(lunr.lv.stemmer);
      }
    };

    // Combining marks too: a word may come decomposed, as in names of files that macOS wrote.
    lunr.lv.wordCharacters = "A-Za-z0-9\\u00C0-\\u024F\\u0300-\\u036F";
    lunr.lv.trimmer = lunr.trimmerSupport.generateTrimmer(lunr.lv.wordCharacters);
    lunr.Pipeline.registerFunction(lunr.lv.trimmer, "trimmer-lv");

    lunr.lv.fold = function (/** @type {string} */ word) {
      return word.toLowerCase().normalize("NFD").replace(/[\u0300-\u036F]/g, "");
    };

    lunr.lv.stemmer = (function () {
      /** @param {string} text */
      function words(text) {
        return text.split(" ");
      }

      /**
       * @param {string[]} fronts
       * @param {string[]} backs
       */
      function each(fronts, backs) {
        return fronts.flatMap(function (front) {
          return backs.map(function (back) {
            return front + back;
          });
        });
      }

      // Endings, grouped by how many letters of the word must be left before them (see `learn` below).
      var ADJECTIVE = words("s a am u i as os o ai ais aja ajai ajam ajas ajiem ajos ajo ie iem");
      var CASES = words("a ai am as u i iem is im im us os o s e es ei em ie ij");
      var VERBAL = each(
        words("a e i o u"),
        words("t tu ties ju ji ja jam jat jas jos jies jis jusi jusies jot joties jiet jieties jaties jai jiem jus js")
          .concat(words("sit sot sana sanas sanai sanu sanam"))
          .concat(each(["t"], words("s a as am ie iem ais ai")))
          .concat(each(["taj"], words("s a ai am as u us i iem os")))
          .concat(each(["jum", "sum"], words("s a am u i iem us os")))
          .concat(each(["jam"], words("s a as am u i o os iem ais")))
      ).concat(each(words("a o"), words("su si sim siet sies")));
      var SHORT = words("iet ieties ies usi usies ot oties ams ama amas amu ami dams dama dami")
        .concat(words("sana sanas sanai sanu sanam sit siet sities ties"));
      var GREATER = each(["ak"], ADJECTIVE);
      var NOUNS = each(["um", "ib", "ig"], CASES.concat(words("ajam ajai ajas ajos aja ais")));

      // After these consonants a `t` belongs to a verb (`atcel-t`, `atcel-tu`, `nopirk-ts`); after others it is
      // as often part of a noun (`kont-s`, `kart-e`). The same holds for the `š` of the future (`atcel-šu`, `maks-u`).
      var PARTICIPLE = /([lmkg])t(?:s|a|as|am|u|o|os|ie|iem|ais|ajam|ajai|ajas|ajos|aja)?$/;
      var FUTURE = /([lmg])s(?:u|i|im|ies)$/;
      var INFINITIVE = /([b-df-hj-np-tv-z])t$/;

      /** @type {[string, number][]} */
      var SUFFIXES = [];
      /**
       * @param {string[]} endings
       * @param {number} least letters of the stem
       */
      function learn(endings, least) {
        endings.forEach(function (ending) {
          SUFFIXES.push([ending, least]);
        });
      }
      learn(CASES.concat(ADJECTIVE), 3);
      learn(VERBAL, 3);
      learn(SHORT, 3);
      learn(GREATER, 4);
      learn(NOUNS, 4);
      SUFFIXES.sort(function (one, other) {
        return other[0].length - one[0].length;
      });

      // Stems that change more than their last consonant.
      /** @type {Record<string, string>} */
      var CHANGED = {
        kars: "kart", biles: "bilet", kvis: "kvit", atbilz: "atbild", latvies: "latviet",
        atras: "atrad", atrod: "atrad", pazus: "pazud", pazaud: "pazud", sarast: "sarad"
      };

      /** @param {string} word */
      function bare(word) {
        if (/^(?:no|sa|pa|iz|at|pie|ap|ie|uz)?nem$/.test(word)) {
          return word;
        }
        if (PARTICIPLE.test(word) && word.replace(PARTICIPLE, "$1").length > 2) {
          return word.replace(PARTICIPLE, "$1");
        }
        if (FUTURE.test(word) && word.replace(FUTURE, "$1").length > 2) {
          return word.replace(FUTURE, "$1");
        }
        for (var index = 0; index < SUFFIXES.length; index++) {
          var ending = SUFFIXES[index][0];
          var rest = word.slice(0, -ending.length);
          if (word.endsWith(ending) && rest.length >= SUFFIXES[index][1] && /[aeiouy]/.test(rest)) {
            return rest;
          }
        }
        return INFINITIVE.test(word) && word.length > 3 ? word.slice(0, -1) : word;
      }

      // The last consonant changes in some forms: `skapis, skapja`, `izslegt, izsledz`, `nopirkt, nopircis`.
      /** @param {string} stem */
      function hardened(stem) {
        stem = stem.replace(/([pbmv])j$/, "$1").replace(/([pv])er([kc])$/, "$1ir$2");
        return stem.replace(/dz$/, "g").replace(/([aeiou]|[rln])c$/, "$1k");
      }

      /** @param {string} word */
      function stem(word) {
        var folded = lunr.lv.fold(word);
        if (folded.length < 4 || /\d/.test(folded)) {
          return folded;
        }
        // The debitive: `jāmaksā` is what has to be paid. `Janvāris` has no such prefix.
        if (/^ja[b-df-hj-np-tvz][a-z]{4,}$/.test(folded) && !/^janv/.test(folded)) {
          folded = folded.slice(2);
        }
        var found = hardened(bare(folded));
        return Object.prototype.hasOwnProperty.call(CHANGED, found) ? CHANGED[found] : found;
      }

      return function (/** @type {any} */ token) {
        return typeof token.update === "function" ? token.update(stem) : stem(token);
      };
    })();
    lunr.Pipeline.registerFunction(lunr.lv.stemmer, "stemmer-lv");

    var stopWords = (
      "aiz ap ar arī bet bez bija bijis būs būt caur cik es esam esat esmu gan ir jau jo jums jūs jūsu kad kā kas " +
      "kāds kāda ko kopš kura kurā kuras kuri kurš kuru lai lūdzam lūdzu man mani manis manu manā mans mūsu ne nevis no pa par pēc " +
      "pie pirms pret savs savu savā sev starp šī šīs šis šo šajā tā tad tai tam tas tev tiek tika tikai to tur tu " +
      "un uz vai var vēl viņa viņš zem"
    ).split(" ");
    lunr.lv.stopWordFilter = lunr.generateStopWordFilter(stopWords.concat(stopWords.map(lunr.lv.fold)));
    lunr.Pipeline.registerFunction(lunr.lv.stopWordFilter, "stopWordFilter-lv");
  };
});
