import { Language } from './project';
/** Programs run by a virtual environment of their own. */
export declare const python: Language;
/** The wheel in dist/python. */
export declare function wheel(root: string): string;
