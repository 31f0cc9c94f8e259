import type { CrClient } from './cr-client';

/** Remembers the answers to a question, and those that are still to come. */
function once<A extends readonly string[], T>(ask: (...about: A) => Promise<T>): (...about: A) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (...about) => {
    const key = about.join('/');
    const answer = answers.get(key) ?? ask(...about);
    answers.set(key, answer);
    return answer;
  };
}

/**
 * The same client for one look at everything: what several want to know of a registry is asked once, and all of them are told the same.
 * What is done later has to be asked anew.
 */
export const askingOnce = (cr: CrClient): CrClient =>
  Object.assign(Object.create(cr) as CrClient, {
    getInstance: once((region: string, id: string) => cr.getInstance(region, id)),
    instancesNamed: once((region: string, name: string) => cr.instancesNamed(region, name)),
    namespaces: once((region: string, id: string) => cr.namespaces(region, id)),
  });
