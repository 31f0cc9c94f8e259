import { FunctionError } from '../scope';

/** A number, and whether it is an integer by type: 5/2 is 2, 5.0/2 is 2.5. */
export interface Quantity {
  readonly value: number;
  readonly whole: boolean;
}

const TOKEN = /\s*(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+|[-+*/%()])/iy;
const DEEPEST = 100;

/** Works an arithmetic expression out: + - * / % and parentheses. */
export function calculate(expression: string): Quantity {
  return new Calculation(tokens(expression)).result();
}

function tokens(expression: string): string[] {
  const found: string[] = [];
  const trimmed = expression.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(trimmed);
    if (!match) {
      throw new FunctionError(`cannot read the expression from ${JSON.stringify(trimmed.slice(at, at + 20))} on.`);
    }
    found.push(match[1]);
  }
  return found;
}

class Calculation {
  private position = 0;
  private depth = 0;

  constructor(private readonly parts: string[]) {}

  result(): Quantity {
    const outcome = this.sum();
    if (this.position < this.parts.length) {
      throw new FunctionError(`did not expect "${this.parts[this.position]}" in the expression.`);
    }
    if (!Number.isFinite(outcome.value)) {
      throw new FunctionError('got no finite number.');
    }
    return outcome;
  }

  private sum(): Quantity {
    let left = this.product();
    for (let sign = this.take('+', '-'); sign; sign = this.take('+', '-')) {
      const right = this.product();
      left = {
        value: sign === '+' ? left.value + right.value : left.value - right.value,
        whole: left.whole && right.whole,
      };
    }
    return left;
  }

  private product(): Quantity {
    let left = this.factor();
    for (let sign = this.take('*', '/', '%'); sign; sign = this.take('*', '/', '%')) {
      left = combine(left, sign, this.factor());
    }
    return left;
  }

  private factor(): Quantity {
    if (++this.depth > DEEPEST) {
      throw new FunctionError(`takes expressions that nest at most ${DEEPEST} deep.`);
    }
    try {
      const sign = this.take('+', '-');
      if (sign) {
        const inner = this.factor();
        return sign === '-' ? { ...inner, value: -inner.value } : inner;
      }
      return this.operand();
    } finally {
      this.depth--;
    }
  }

  private operand(): Quantity {
    const part = this.parts[this.position++];
    if (part === '(') {
      const inner = this.sum();
      if (!this.take(')')) {
        throw new FunctionError('misses a closing parenthesis in the expression.');
      }
      return inner;
    }
    if (part === undefined || !/^[\d.]/.test(part)) {
      throw new FunctionError(
        `misses a number ${part === undefined ? 'at the end' : `before "${part}"`} of the expression.`,
      );
    }
    return { value: Number(part), whole: /^\d+$/.test(part) };
  }

  private take(...wanted: string[]): string | undefined {
    return wanted.includes(this.parts[this.position]) ? this.parts[this.position++] : undefined;
  }
}

function combine(left: Quantity, sign: string, right: Quantity): Quantity {
  const whole = left.whole && right.whole;
  if (sign === '*') {
    return { value: left.value * right.value, whole };
  }
  if (right.value === 0) {
    throw new FunctionError('cannot divide by zero.');
  }
  if (sign === '%') {
    return { value: left.value - right.value * Math.floor(left.value / right.value), whole };
  }
  const quotient = left.value / right.value;
  return { value: whole ? Math.floor(quotient) : quotient, whole };
}
