CREATE TYPE "public"."actor_kind" AS ENUM('requester', 'approver', 'system');--> statement-breakpoint
CREATE TYPE "public"."approval_decision" AS ENUM('NoResponse', 'Approved', 'Denied');--> statement-breakpoint
CREATE TYPE "public"."booking_status" AS ENUM('Pending', 'Confirmed', 'Denied', 'Canceled');--> statement-breakpoint
CREATE TYPE "public"."event_type" AS ENUM('Submitted', 'Approved', 'Denied', 'Confirmed', 'DatesShrunk', 'DatesMoved', 'Reopened', 'Canceled', 'Expired');--> statement-breakpoint
CREATE TYPE "public"."via" AS ENUM('calendar', 'person', 'booking', 'action', 'operator', 'system');--> statement-breakpoint
CREATE TYPE "public"."mail_kind" AS ENUM('Submitted', 'Approved', 'Confirmed', 'Denied', 'DatesShrunk', 'DatesMoved', 'Reopened', 'Canceled', 'Reminder', 'Digest', 'MadeApprover', 'LinkRecovery', 'LinkRotated', 'Forgotten');--> statement-breakpoint
CREATE TYPE "public"."mail_state" AS ENUM('queued', 'sent', 'failed');--> statement-breakpoint
CREATE TABLE "link_request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"sent" boolean,
	CONSTRAINT "link_request_email" CHECK (char_length("link_request"."email") between 3 and 254)
);
--> statement-breakpoint
CREATE TABLE "rate_limit" (
	"key" varchar(255) PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "approval" (
	"booking_id" uuid NOT NULL,
	"party" text NOT NULL,
	"decision" "approval_decision" DEFAULT 'NoResponse' NOT NULL,
	"comment" text,
	"decided_at" timestamp (3) with time zone,
	CONSTRAINT "approval_booking_id_party_pk" PRIMARY KEY("booking_id","party"),
	CONSTRAINT "approval_decided" CHECK (("approval"."decision" = 'NoResponse') = ("approval"."decided_at" is null)),
	CONSTRAINT "approval_comment" CHECK ("approval"."comment" is null or ("approval"."decision" = 'Denied' and char_length("approval"."comment") between 1 and 500))
);
--> statement-breakpoint
CREATE TABLE "booking" (
	"id" uuid PRIMARY KEY NOT NULL,
	"requester_id" uuid NOT NULL,
	"status" "booking_status" NOT NULL,
	"start_date" date NOT NULL,
	"end_date" date NOT NULL,
	"first_name" text NOT NULL,
	"party_size" smallint NOT NULL,
	"affiliation" text NOT NULL,
	"description" text,
	"round" integer NOT NULL,
	"revision" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_activity_at" timestamp (3) with time zone NOT NULL,
	"calendar_generation" integer,
	CONSTRAINT "booking_dates" CHECK ("booking"."start_date" <= "booking"."end_date"),
	CONSTRAINT "booking_party_size" CHECK ("booking"."party_size" between 1 and 10),
	CONSTRAINT "booking_first_name" CHECK (char_length("booking"."first_name") between 1 and 40),
	CONSTRAINT "booking_description" CHECK (char_length("booking"."description") between 1 and 500),
	CONSTRAINT "booking_counters" CHECK ("booking"."round" >= 1 and "booking"."revision" >= "booking"."round")
);
--> statement-breakpoint
CREATE TABLE "create_request" (
	"key_hash" text PRIMARY KEY NOT NULL,
	"content_hash" text NOT NULL,
	"booking_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "create_request_hashes" CHECK ("create_request"."key_hash" ~ '^[0-9a-f]{64}$' and "create_request"."content_hash" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "event" (
	"sequence" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "event_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"booking_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"type" "event_type" NOT NULL,
	"actor" "actor_kind" NOT NULL,
	"party" text,
	"person_id" uuid,
	"via" "via" NOT NULL,
	"comment" text,
	"from_start" date,
	"from_end" date,
	"to_start" date,
	"to_end" date,
	CONSTRAINT "event_party" CHECK (("event"."actor" = 'approver') = ("event"."party" is not null)),
	CONSTRAINT "event_comment" CHECK (char_length("event"."comment") between 1 and 500),
	CONSTRAINT "event_dates" CHECK (num_nonnulls("event"."from_start", "event"."from_end", "event"."to_start", "event"."to_end") in (0, 4))
);
--> statement-breakpoint
CREATE TABLE "approver" (
	"name" text PRIMARY KEY NOT NULL,
	"color" text NOT NULL,
	"position" smallint NOT NULL,
	"person_id" uuid NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "approver_name" CHECK (char_length("approver"."name") between 1 and 40),
	CONSTRAINT "approver_color" CHECK ("approver"."color" ~ '^#[0-9A-Fa-f]{6}$')
);
--> statement-breakpoint
CREATE TABLE "house" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"calendar_generation" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "house_single" CHECK ("house"."id" = 1),
	CONSTRAINT "house_generation" CHECK ("house"."calendar_generation" >= 1)
);
--> statement-breakpoint
CREATE TABLE "mail" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" "mail_kind" NOT NULL,
	"person_id" uuid NOT NULL,
	"booking_id" uuid,
	"round" integer,
	"facts" jsonb NOT NULL,
	"content" jsonb,
	"link_generation" integer,
	"address" text,
	"state" "mail_state" DEFAULT 'queued' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"first_attempt_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"delivered_at" timestamp (3) with time zone,
	"provider_id" text,
	"failure" text,
	"resends" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "mail_failed" CHECK (("mail"."state" = 'failed') = ("mail"."failure" is not null))
);
--> statement-breakpoint
CREATE TABLE "occasion" (
	"key" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text,
	"generation" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_asked_at" timestamp (3) with time zone NOT NULL,
	"link_used_at" timestamp (3) with time zone,
	"blocked_at" timestamp (3) with time zone,
	CONSTRAINT "person_email_unique" UNIQUE("email"),
	CONSTRAINT "person_email" CHECK ("person"."email" = lower(btrim("person"."email")) and char_length("person"."email") between 3 and 254),
	CONSTRAINT "person_generation" CHECK ("person"."generation" >= 1)
);
--> statement-breakpoint
ALTER TABLE "approval" ADD CONSTRAINT "approval_booking_id_booking_id_fk" FOREIGN KEY ("booking_id") REFERENCES "public"."booking"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval" ADD CONSTRAINT "approval_party_approver_name_fk" FOREIGN KEY ("party") REFERENCES "public"."approver"("name") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_requester_id_person_id_fk" FOREIGN KEY ("requester_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_affiliation_approver_name_fk" FOREIGN KEY ("affiliation") REFERENCES "public"."approver"("name") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "create_request" ADD CONSTRAINT "create_request_booking_id_booking_id_fk" FOREIGN KEY ("booking_id") REFERENCES "public"."booking"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_booking_id_booking_id_fk" FOREIGN KEY ("booking_id") REFERENCES "public"."booking"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_party_approver_name_fk" FOREIGN KEY ("party") REFERENCES "public"."approver"("name") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approver" ADD CONSTRAINT "approver_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail" ADD CONSTRAINT "mail_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail" ADD CONSTRAINT "mail_booking_id_booking_id_fk" FOREIGN KEY ("booking_id") REFERENCES "public"."booking"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "link_request_by_email" ON "link_request" USING btree ("email","created_at");--> statement-breakpoint
CREATE INDEX "approval_by_party" ON "approval" USING btree ("party");--> statement-breakpoint
CREATE INDEX "booking_by_requester" ON "booking" USING btree ("requester_id","last_activity_at","id");--> statement-breakpoint
CREATE INDEX "booking_by_start" ON "booking" USING btree ("start_date");--> statement-breakpoint
CREATE INDEX "create_request_by_age" ON "create_request" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "event_by_booking" ON "event" USING btree ("booking_id","sequence");--> statement-breakpoint
CREATE INDEX "event_by_person" ON "event" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "approver_active_person" ON "approver" USING btree ("person_id") WHERE "approver"."active";--> statement-breakpoint
CREATE INDEX "mail_by_booking" ON "mail" USING btree ("booking_id");--> statement-breakpoint
CREATE INDEX "mail_by_person" ON "mail" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "mail_by_state" ON "mail" USING btree ("state","created_at");--> statement-breakpoint
CREATE INDEX "mail_by_provider_id" ON "mail" USING btree ("provider_id");