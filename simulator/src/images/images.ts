import type { Digest, ImageLocation, Instance } from '../cr/model';
import type { Registries } from '../cr/registries';
import { type BlobStore, type Place, collectGarbage, copyOrder, dropUnusedBlobs } from '../registry';
import { InstanceContent } from './content';
import type { ImageState } from './state';

/** The images of all instances: their bytes lie in one store, whichever regions hold them. */
export class Images {
  private readonly contents = new Map<string, InstanceContent>();

  constructor(
    private readonly world: ImageState,
    readonly registries: Registries,
    readonly blobs: BlobStore,
    readonly commit: () => Promise<void>,
  ) {}

  content(instanceId: string): InstanceContent {
    const found = this.contents.get(instanceId);
    if (found) {
      return found;
    }
    const instance = () => this.registries.instance(instanceId);
    const made = new InstanceContent(instance, this.registries, () => this.world.now, this.commit);
    this.contents.set(instanceId, made);
    return made;
  }

  place({ instanceId, namespace, repository }: ImageLocation): Place {
    return { blobs: this.blobs, content: this.content(instanceId), repository: `${namespace}/${repository}` };
  }

  /** The layers and configurations of an image that an instance holds, each once, with their sizes. */
  blobsOf(instance: Instance, path: string, image: Digest): { digest: Digest; size: number }[] {
    const repository = this.content(instance.id).find(path);
    const found = new Map<Digest, number>();
    const collect = (digest: Digest): void => {
      const record = repository?.manifests.get(digest);
      record?.manifests.forEach(collect);
      record?.blobs.forEach(blob => found.set(blob, repository?.blobs.get(blob) ?? 0));
    };
    collect(image);
    return [...found].map(([digest, size]) => ({ digest, size }));
  }

  /** The tags of the images with which a manifest goes along because it refers to one of their manifests. */
  tagsTaking(instanceId: string, path: string, referrer: Digest): string[] {
    const repository = this.content(instanceId).find(path);
    if (repository?.manifests.get(referrer)?.subject === undefined) {
      return [];
    }
    return [...repository.tags.entries()]
      .filter(([, image]) => image !== referrer)
      .filter(([, image]) => copyOrder(repository, image, true).some(({ digest }) => digest === referrer))
      .map(([tag]) => tag);
  }

  /** Removes what deleted images and pushes that never ended have left: for the start, when nobody pushes. */
  async tidy(): Promise<void> {
    const contents = Object.keys(this.world.instances).map(id => this.content(id));
    contents.forEach(dropUnusedBlobs);
    await collectGarbage(this.blobs, contents);
  }
}
