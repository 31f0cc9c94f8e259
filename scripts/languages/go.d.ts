import { Language } from './project';
/** Programs compiled against the generated module, and against the core wherever there is one. */
export declare const go: Language;
/** The module in dist/go. */
export declare function goModule(root: string): string;
