import { Visibility } from '../domain/choices';

/** A repository that is declared rather than created by the first push. */
export interface RepositoryOptions {
  /** The name: 2 to 64 lowercase letters, digits, dots, hyphens and underscores, a letter or a digit at both ends. */
  readonly name: string;

  /**
   * One line about it, 1 to 100 characters.
   *
   * @default - the name of the repository
   */
  readonly summary?: string;

  /**
   * More about it in Markdown, at most 2,000 characters.
   *
   * @default - nothing
   */
  readonly detail?: string;

  /**
   * Who may pull from it.
   *
   * @default - the visibility of the namespace
   */
  readonly visibility?: Visibility;

  /**
   * Whether a tag, once pushed, can never be pushed again with other contents.
   *
   * @default false
   */
  readonly immutableTags?: boolean;

  /**
   * The regions whose instance has the repository already, so that it is not created there: it was made by hand or by pushing.
   *
   * @default - none
   */
  readonly existingIn?: string[];
}
