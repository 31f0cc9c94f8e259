/** What a request to a registry does, as a fault rule names it. */
export function actionOf(method: string, path: string): 'pull' | 'push' | 'delete' {
  if (method === 'GET' || method === 'HEAD') {
    return 'pull';
  }
  return method === 'DELETE' && !path.includes('/blobs/uploads/') ? 'delete' : 'push';
}
