/** Every exported name, every procedure and every field of an input or output is explained where an editor shows it. */
import ts from 'typescript-5.9';
import { exportsOf, hasDocs, nameOf, ownDeclarations } from './declarations.ts';

/** The names of a package that lack docs, e.g. `Booking.id`; what keeps tRPC's name is tRPC's to explain. */
export function undocumented(folder: string): string[] {
	const own = ownDeclarations(folder);
	const documented = new Set(own.map(nameOf));
	const exported = ['index.d.ts', 'live.d.ts', 'query.d.ts', 'react.d.ts', 'testing.d.ts'].flatMap((file) =>
		exportsOf(folder, file),
	);
	return [
		...exported.filter((name) => !documented.has(name) && !/^TRPC/.test(name)),
		...own.flatMap((statement) => fieldsWithout(statement, nameOf(statement))),
	];
}

function fieldsWithout(node: ts.Node, path: string): string[] {
	const missing: string[] = [];
	ts.forEachChild(node, (child) => {
		if (!ts.isPropertySignature(child)) return void missing.push(...fieldsWithout(child, path));
		const name = `${path}.${child.name.getText()}`;
		// tRPC's own description of a procedure or router is not for readers.
		if (/^(Query|Mutation|Subscription|AppRouter)\./.test(name)) return;
		if (!hasDocs(child)) missing.push(name);
		missing.push(...fieldsWithout(child, name));
	});
	return missing;
}
