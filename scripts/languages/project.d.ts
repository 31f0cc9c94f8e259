import type { Tool } from '../package/toolchains';
/** How the programs of a language are made ready to run. */
export interface Language {
    readonly name: 'Python' | 'Java' | 'Go';
    readonly tools: readonly Tool[];
    /**
     * Puts the programs of this language into `directory`, and installs the built package of the library and the ROS CDK
     * core beside them: the release that the examples ask for, unless another is named.
     */
    prepare(root: string, directory: string, coreRelease?: string): Project;
}
/** Programs that can be run, all in one folder. */
export interface Project {
    /** Where the core came from and which release it is, such as `1.15.0 of the registry`. */
    readonly core: string;
    /** What starts a program; programs are named as the TypeScript examples are, such as `germany-hangzhou`. */
    start(program: string): readonly [executable: string, ...args: string[]];
}
/** What became of a program. */
export interface Outcome {
    readonly status: number | null;
    readonly stdout: string;
    readonly stderr: string;
}
/** Copies the examples of a language and the programs that only tests run into one folder. */
export declare function gather(root: string, language: string, directory: string): void;
/** Runs a program, which writes its templates into `outdir`. */
export declare function runProgram(project: Project, program: string, outdir: string): Outcome;
/** The only file in `directory` whose name matches; where there is none, nobody has built the packages. */
export declare function artifact(files: readonly string[], name: RegExp, directory: string): string;
