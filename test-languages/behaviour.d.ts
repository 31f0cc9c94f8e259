import { Language, Project } from '../scripts/languages/project';
/** What differs between languages. */
export interface Peculiarities {
    /** The first release of the core in the registry of the language that the library works with. */
    readonly oldestCore?: string;
    /** Tests of one language alone. */
    readonly tests?: (project: () => Project) => void;
}
/** What every language has to do alike. */
export declare function specifyLanguage(language: Language, { oldestCore, tests }?: Peculiarities): void;
