/** One property of a resource type, as the files in schema/ describe it. */
export interface PropertySchema {
  readonly type: string;
  readonly required?: boolean;
  /** Absent where the documentation does not say; then it counts as not updatable. */
  readonly updatable?: boolean;
  readonly allowedValues?: readonly (string | number)[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly pattern?: string;
  readonly patternMeaning?: string;
  readonly default?: unknown;
  readonly itemType?: string;
  readonly properties?: Readonly<Record<string, PropertySchema>>;
  /** Functions inside are not evaluated: they belong to a template of its own. */
  readonly raw?: boolean;
  readonly sensitive?: boolean;
}

export interface TypeSchema {
  readonly type: string;
  readonly description?: string;
  readonly properties: Readonly<Record<string, PropertySchema>>;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Takes any property, unchecked and as it is; each can change in place. */
  readonly open?: boolean;
}
