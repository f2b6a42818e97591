/** Analytics that a site may have loaded, each with what our script calls of it. */
declare var dataLayer: { push(event: object): void } | undefined;
declare var plausible: ((name: string, options: { props: object }) => void) | undefined;
declare var _paq: { push(command: string[]): void } | undefined;
