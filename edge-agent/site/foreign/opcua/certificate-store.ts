import { OPCUACertificateManager } from 'node-opcua-certificate-manager';

const storeIn = (rootFolder: string) =>
  new OPCUACertificateManager({
    rootFolder,
    automaticallyAcceptUnknownCertificate: false,
    disableFileWatchers: true,
  });

/** A store that looks into its folder anew for a certificate that it does not trust: one that was moved to `trusted` counts from then on. */
export async function certificateStore(rootFolder: string): Promise<OPCUACertificateManager> {
  const store = storeIn(rootFolder);
  await store.initialize();
  const checkCertificate = async (shown: Parameters<typeof store.checkCertificate>[0]) => {
    const fresh = storeIn(rootFolder);
    try {
      await fresh.initialize();
      return await fresh.checkCertificate(shown);
    } finally {
      await fresh.dispose();
    }
  };
  return Object.assign(store, { checkCertificate });
}
