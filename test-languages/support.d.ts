import { Tool } from '../scripts/package/toolchains';
export declare const ROOT: string;
/** The package.json of the library. */
export declare const MANIFEST: {
    readonly name: string;
    readonly version: string;
    readonly peerDependencies: Readonly<Record<string, string>>;
};
/** What the assembly in a package must be like: that of the sources here. */
export declare function fingerprint(assembly: string): unknown;
/** A new folder that is there until the tests of the file are over. */
export declare function scratch(name: string): string;
/** Describes what needs tools of another language; where one is missing its tests count as skipped. */
export declare function describeWith(tools: readonly Tool[], name: string, tests: () => void): void;
/** The templates that a folder holds, as text by file name. */
export declare function templates(directory: string): Record<string, string>;
/** The templates that the TypeScript example of that name makes. */
export declare function reference(example: string): Record<string, string>;
