/** An app that says what exists, in the words of the library. */
import type { StackName } from './stack-names';

export interface AdoptedApp {
  readonly registries: readonly AdoptedRegistry[];
  /** The fingerprint of what it was written from. */
  readonly fingerprint: string;
}

/** A registry that spans regions. */
export interface AdoptedRegistry {
  /** The id of the construct. */
  readonly id: string;
  readonly instanceName: string;
  readonly stackNamePrefix?: string;
  /** Stacks that are there, and for which its own are called otherwise. */
  readonly namesakes: readonly StackName[];
  readonly primary: AdoptedRegion;
  readonly replicas: readonly AdoptedRegion[];
  readonly namespaces: readonly AdoptedNamespace[];
  /** Namespaces that are somewhere else than where rules copy them. */
  readonly apart: readonly NamespaceApart[];
  /** The sync rules of the service. */
  readonly rules: readonly AdoptedRule[];
}

export interface AdoptedRegion {
  readonly region: string;
  readonly instanceName?: string;
  /** Undefined where a stack has the instance. */
  readonly existingInstanceId?: string;
  readonly edition?: 'BASIC' | 'STANDARD' | 'ADVANCED';
  readonly resourceGroupId?: string;
  /** What ROS cannot say, or would say a second time. */
  readonly notes: readonly string[];
}

export interface NamespaceSettings {
  readonly name: string;
  readonly isPublic: boolean;
  readonly autoCreate: boolean;
  readonly repositories: readonly AdoptedRepository[];
  readonly notes: readonly string[];
}

export interface AdoptedNamespace extends NamespaceSettings {
  /** The replicas that it goes to; undefined where these are all. */
  readonly replicateTo?: readonly string[];
  readonly existingIn: readonly string[];
  readonly existingRulesTo: readonly string[];
  readonly filters: RuleFilters;
}

export interface NamespaceApart extends NamespaceSettings {
  readonly region: string;
  readonly exists: boolean;
}

export interface AdoptedRepository {
  readonly name: string;
  readonly isPublic: boolean;
  readonly immutable: boolean;
  readonly summary?: string;
  readonly detail?: string;
  readonly existingIn: readonly string[];
}

/** What a rule takes; undefined is everything. */
export interface RuleFilters {
  readonly repositoriesMatching?: string;
  readonly tagsMatching?: string;
  readonly manual: boolean;
}

/** A sync rule of the service. */
export interface AdoptedRule {
  readonly name: string;
  readonly id: string;
  /** What it does, as a sentence. */
  readonly says: string;
  /** How the library says it; undefined where it cannot. */
  readonly declared?: DeclaredRule;
  /** Why the library cannot say it. */
  readonly obstacle?: string;
  /** Whether a stack has it; else it stays in a comment. */
  readonly owned: boolean;
  /** The stack that is there and holds it. */
  readonly holder?: string;
}

export interface DeclaredRule {
  readonly replica: string;
  readonly namespace: string;
  readonly repository?: string;
  readonly ruleName: string;
  readonly filters: RuleFilters;
}
