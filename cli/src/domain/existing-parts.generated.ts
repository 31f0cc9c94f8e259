// Copied by `npm run generate` from lib/domain/existing.ts. Do not edit: it is changed there.

/** A registry of this account that an app takes as it is, or on which it takes something as it is. */
export interface ExistingRegistry {
  readonly region: string;
  readonly instanceName: string;
  readonly instanceId: string;
  /** Namespaces that are there. */
  readonly namespaces: readonly string[];
  /** Repositories that are there, such as `prod/api`. */
  readonly repositories: readonly string[];
}

/** One end of rules that an app takes as they are. */
export interface ExistingEnd {
  readonly region: string;
  readonly instanceName: string;
  /** Undefined where the instance is made by a deployment. */
  readonly instanceId?: string;
}

/** Sync rules that an app takes as they are: whatever copies a namespace from one end to the other. */
export interface ExistingRules {
  readonly namespace: string;
  readonly source: ExistingEnd;
  readonly target: ExistingEnd;
}

/** What of a registry is not made by its app, although the app says that it is there. */
export interface ExistingParts {
  readonly registries: readonly ExistingRegistry[];
  readonly rules: readonly ExistingRules[];
}
