import type { FoundNamespace, FoundRegistry, FoundRepository } from '../domain/found';
import { REPOSITORY_NAME, accepts } from '../pulling/names.generated';
import type { AdoptedRepository } from './model';
import { type Owned, isOwned } from './owned';
import { plain, some } from './words';

/**
 * How many repositories of a namespace are declared. A stack takes 200 resources, and a later replica gets all that is declared: of more
 * than this, those are left out that pushing makes again as they are.
 */
export const MOST_DECLARED = 100;

/** The repositories of a namespace that are on all of its instances, and sentences about the others. */
export function declaredRepositories(
  namespace: string,
  settings: Pick<FoundNamespace, 'visibility' | 'autoCreate'>,
  there: readonly FoundRegistry[],
  owned: Owned,
): { repositories: AdoptedRepository[]; notes: string[] } {
  const onEach = there.map(({ repositories }) => repositories.filter(one => one.namespace === namespace));
  const names = [...new Set(onEach.flat().map(({ name }) => name))].sort();
  const everywhere = names.filter(name => onEach.every(list => list.some(one => one.name === name)));
  const sayable = everywhere.filter(name => accepts(REPOSITORY_NAME, name));
  const first = (name: string) => onEach[0].find(one => one.name === name)!;
  const isPlain = ({ visibility, immutable }: FoundRepository) =>
    settings.autoCreate && !immutable && visibility === settings.visibility;
  const declared = sayable.filter(name => sayable.length <= MOST_DECLARED || !isPlain(first(name)));
  const strange = everywhere.filter(name => !accepts(REPOSITORY_NAME, name)).map(plain);
  const plenty = sayable.filter(name => !declared.includes(name));
  const single = names.filter(name => !everywhere.includes(name));
  return {
    repositories: declared.map(name => adopted(first(name), onEach, there, owned)),
    notes: [
      ...there.flatMap(({ region }, i) => {
        const here = single.filter(name => onEach[i].some(one => one.name === name)).map(plain);
        return here.length > 0 ? [`Only in ${region}: ${some(here)}.`] : [];
      }),
      ...(strange.length > 0 ? [`Repositories whose names ROS does not take: ${some(strange)}.`] : []),
      ...(plenty.length > 0 ? [`Made by pushing, and too many to declare: ${some(plenty)}.`] : []),
    ],
  };
}

function adopted(
  repository: FoundRepository,
  onEach: readonly FoundRepository[][],
  there: readonly FoundRegistry[],
  owned: Owned,
): AdoptedRepository {
  const { name, visibility, immutable, summary, detail } = repository;
  const said = {
    name,
    isPublic: visibility === 'PUBLIC',
    immutable,
    summary: isSummary(summary) && summary !== name ? summary : undefined,
    detail: detail !== '' && isDetail(detail) ? detail : undefined,
  };
  const same = (one: FoundRepository) =>
    one.visibility === visibility &&
    one.immutable === immutable &&
    one.summary === (said.summary ?? name) &&
    one.detail === (said.detail ?? '');
  const isMade = (list: readonly FoundRepository[]) =>
    isOwned(owned, 'repository') && same(list.find(one => one.name === name)!);
  return { ...said, existingIn: there.filter((_, i) => !isMade(onEach[i])).map(({ region }) => region) };
}

/** What ROS takes: https://www.alibabacloud.com/help/en/ros/developer-reference/aliyun-cr-repository */
const LONGEST = { summary: 100, detail: 2_000 };
const isSummary = (text: string): boolean =>
  text.trim() !== '' && text.length <= LONGEST.summary && !/\p{Cc}/u.test(text);
const isDetail = (text: string): boolean => text.length <= LONGEST.detail && !/[^\P{Cc}\t\n\r]/u.test(text);
