import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { ExplainedError } from '../machine/explainedError.ts';
import { createPrivateFile, devFile } from '../machine/project.ts';

/** Under this folder every user can reach what root puts there; root's home and most projects in it are closed. */
export const SHARED_FOLDER = '/var/tmp';

const NOBODY = 65534;

/** PostgreSQL refuses to run as root, so root hands it to `nobody`; everyone else runs it as themselves. */
export const serverAccount: { uid?: number; gid?: number } =
	process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

/** Whether files must be handed to another account than ours. */
export const hasOwnAccount: boolean = serverAccount.uid !== undefined;

/** Where the data folder `name` of a project belongs: in the project, or as root where `nobody` can reach it. */
export function dataDirFor(projectRoot: string, name: string): string {
	if (!hasOwnAccount) return devFile(projectRoot, name);
	const hash = createHash('sha256')
		.update(`${realpathSync(projectRoot)} ${idOf(projectRoot)}`)
		.digest('hex')
		.slice(0, 12);
	return join(ownFolder(join(SHARED_FOLDER, `betzenstein-${hash}`)), name);
}

/** Goes with `.dev/`: a project deleted and cloned anew at the same place must not find the old one's data. */
function idOf(projectRoot: string): string {
	const file = devFile(projectRoot, 'id');
	if (!existsSync(file)) createPrivateFile(file, randomUUID());
	return readFileSync(file, 'utf8');
}

/** Everyone may create names in the shared folder: what we use of it must be a folder that root made. */
export function ownFolder(path: string): string {
	mkdirSync(path, { recursive: true });
	assertOwn(path);
	chmodSync(path, 0o755);
	return path;
}

/** Throws unless the path is a folder, not a link to one, and ours. */
export function assertOwn(path: string): void {
	const found = lstatSync(path);
	if (found.isDirectory() && found.uid === process.getuid?.()) return;
	throw new ExplainedError(`${path} was not made by this user. Remove it, then start again.`);
}
