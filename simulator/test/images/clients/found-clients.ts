import { debianDaemon, debianTool, goTool } from '../../registry/support/tools';
import { type RealClient, containerd, crane, regctl, skopeo } from './real-clients';

/** A client, and its program; undefined where it cannot be had, and its tests are skipped. */
export interface FoundClient extends RealClient {
  readonly program: string | undefined;
}

export const REAL_CLIENTS: Readonly<Record<'skopeo' | 'crane' | 'regctl' | 'containerd', FoundClient>> = {
  skopeo: { ...skopeo, program: debianTool('skopeo') },
  crane: { ...crane, program: goTool('crane') },
  regctl: { ...regctl, program: goTool('regctl') },
  containerd: { ...containerd, program: debianDaemon('containerd', 'ctr') },
};
