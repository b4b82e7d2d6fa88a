-- An approval may carry a comment as a denial does; every row that the old rule allows, the new one allows too.
ALTER TABLE "approval" DROP CONSTRAINT "approval_comment";--> statement-breakpoint
-- A few rows for each booking: they are read at once.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "approval" ADD CONSTRAINT "approval_comment" CHECK ("approval"."comment" is null or ("approval"."decision" <> 'NoResponse' and char_length("approval"."comment") between 1 and 500));
