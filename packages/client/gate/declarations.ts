/** The packed declarations, read with TypeScript 5.9: 7 has no stable API yet. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript-5.9';

const FILES = [
	'calls.d.ts',
	'error.d.ts',
	'index.d.ts',
	'live.d.ts',
	'query.d.ts',
	'react.d.ts',
	'router.d.ts',
	'serialization.d.ts',
	'testing.d.ts',
];

/**
 * Our own declarations. The build takes the docs out of what comes from libraries, and everything of ours has some:
 * that tells them apart.
 */
export function ownDeclarations(folder: string): ts.Statement[] {
	return FILES.flatMap((name) => {
		const text = readFileSync(join(folder, name), 'utf8');
		const source = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true);
		return source.statements.filter((statement) => !ts.isImportDeclaration(statement) && hasDocs(statement));
	});
}

/** The names that an entry exports. */
export function exportsOf(folder: string, file: string): string[] {
	const source = ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.ESNext, true);
	return source.statements
		.flatMap((statement) => {
			if (ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause))
				return statement.exportClause.elements.map(({ name }) => name.text);
			return ts.canHaveModifiers(statement) &&
				ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
				? [nameOf(statement)]
				: [];
		})
		.sort();
}

export function nameOf(statement: ts.Node): string {
	if (ts.isVariableStatement(statement)) return statement.declarationList.declarations[0]?.name.getText() ?? '';
	return (statement as ts.Node & { name?: ts.Node }).name?.getText() ?? '';
}

/** A comment for readers, not only one that stands at the head of a module. */
export const hasDocs = (node: ts.Node): boolean => ts.getJSDocCommentsAndTags(node).length > 0;
