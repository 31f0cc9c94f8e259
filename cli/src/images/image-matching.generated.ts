// Copied by `npm run generate` from lib/domain/image-matching.ts. Do not edit: it is changed there.

/** The filter that takes everything; ROS has the same default, the API has none. */
export const EVERYTHING = '.*';

/** What decides whether a sync rule copies an image of its namespace. */
export interface ImageFilters {
  /** The one repository of the rule; left out where it is for a whole namespace. */
  readonly repositoryName?: string;
  readonly repositoriesMatching?: string;
  readonly tagsMatching: string;
}

/** Whether a filter takes a name, the whole name being compared. */
export function filterMatches(filter: string, name: string): boolean {
  return new RegExp(`^(?:${filter})$`, 's').test(name);
}

/** Whether a rule takes a repository of its namespace. */
export function takesRepository(rule: ImageFilters, repository: string): boolean {
  return rule.repositoryName === undefined
    ? filterMatches(rule.repositoriesMatching ?? EVERYTHING, repository)
    : rule.repositoryName === repository;
}

/** Whether a rule copies an image of its namespace. */
export function takesImage(rule: ImageFilters, repository: string, tag: string): boolean {
  return takesRepository(rule, repository) && filterMatches(rule.tagsMatching, tag);
}
