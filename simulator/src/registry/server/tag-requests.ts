import { nextLink, pageOf, pageRequest } from '../protocol/paging';
import { type Handler, jsonAnswer } from './exchange';
import { repositoryToRead } from './repositories';

export const listTags: Handler<'tags'> = (parts, { route: { repository: name }, query }) => {
  const repository = repositoryToRead(parts, name);
  const request = pageRequest(query);
  const names = [...repository.tags.entries()].map(([tag]) => tag);
  const { items, next } = pageOf(names, request);
  const more = next === undefined ? undefined : { n: String(request.count), last: next };
  return jsonAnswer(200, { name, tags: items }, more && { link: nextLink(`/v2/${name}/tags/list`, more) });
};
