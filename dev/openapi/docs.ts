/** What contract.ts says of each procedure and of each group of them, read from its comments. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@betzenstein/testing/machine/project';
import ts from 'typescript';

/** Docs by path: `booking` of the group, `booking.create` of the procedure. */
export function contractDocs(): Map<string, string> {
	const file = join(projectRoot, 'packages/server/src/contract.ts');
	const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext, true);
	const membersOf = new Map(
		source.statements.filter(ts.isTypeAliasDeclaration).map(({ name, type }) => [name.text, propertiesOf(type)]),
	);
	return new Map(
		(membersOf.get('Routes') ?? []).flatMap((group) => [
			[group.name.getText(), docsOf(group)] as const,
			...(membersOf.get(group.type?.getText() ?? '') ?? []).map(
				(procedure) => [`${group.name.getText()}.${procedure.name.getText()}`, docsOf(procedure)] as const,
			),
		]),
	);
}

const propertiesOf = (type: ts.TypeNode): ts.PropertySignature[] =>
	ts.isTypeLiteralNode(type) ? type.members.filter(ts.isPropertySignature) : [];

function docsOf(node: ts.Node): string {
	const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
	const refusals = comment?.tags?.filter(ts.isJSDocThrowsTag).map((tag) => `Refusals: ${oneLine(tag.comment)}.`) ?? [];
	return [oneLine(comment?.comment), ...refusals].join('\n\n');
}

const oneLine = (comment: ts.JSDoc['comment']): string =>
	(ts.getTextOfJSDocComment(comment) ?? '').replace(/\s+/g, ' ').trim();
