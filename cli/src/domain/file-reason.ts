/** Why a file could not be read or written, by the code of the operating system. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EDQUOT: 'the quota of the disk is used up',
  EEXIST: 'it is there already',
  EFBIG: 'it would be larger than files may be',
  EIO: 'the device does not answer as it should',
  EISDIR: 'it is a directory',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'there is no such file or directory',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is no directory',
  EPERM: 'permission is denied',
  EROFS: 'it lies on a disk that is read-only',
  ETXTBSY: 'it is being run',
};

/** By these the system tells that something else has the name of a directory, or of one above it. */
const NO_DIRECTORY = ['EEXIST', 'ENOENT', 'ENOTDIR'];

/** The same in words. */
export function fileReason(error: unknown): string {
  const { code = '', syscall, message } = error as NodeJS.ErrnoException;
  if (syscall === 'mkdir' && NO_DIRECTORY.includes(code)) {
    return 'no directory can be made there';
  }
  return REASONS[code] ?? message;
}
