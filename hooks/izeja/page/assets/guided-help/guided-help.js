/** The script of a site's own pages: `<guided-help data-tree>` is a guide. */

import { GuidedHelp } from "./element.js";
import { OwnPage } from "./own-page.js";

class OwnGuide extends GuidedHelp {
  place() {
    return new OwnPage();
  }
}

customElements.define("guided-help", OwnGuide);
