-- Some thousands of mails at the most, and the same of bookings: numbering and indexing them holds a table for less than a
-- second, and inside the migrator's one transaction nothing can be built concurrently.
-- squawk-ignore-file adding-field-with-default, require-concurrent-index-creation
ALTER TABLE "house" ADD COLUMN "version" bigint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "sequence" bigint NOT NULL GENERATED ALWAYS AS IDENTITY (sequence name "mail_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "due_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "booking_by_activity" ON "booking" USING btree ("last_activity_at","id");--> statement-breakpoint
CREATE INDEX "booking_pending" ON "booking" USING btree ("requester_id","end_date") WHERE "booking"."status" = 'Pending';--> statement-breakpoint
CREATE INDEX "booking_by_submission" ON "booking" USING btree ("requester_id","created_at");--> statement-breakpoint
CREATE INDEX "mail_waiting" ON "mail" USING btree ("person_id","sequence") WHERE "mail"."state" = 'queued';