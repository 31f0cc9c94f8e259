import { Language } from './project';
/** Programs compiled by Maven, which finds the library in the local repository. */
export declare const java: Language;
/** The jar in dist/java, which is a Maven repository. */
export declare function jar(root: string): string;
