CREATE TABLE crate_type (
	id BIGSERIAL NOT NULL, 
	code VARCHAR(20) NOT NULL, 
	name JSON NOT NULL, 
	tare BIGINT NOT NULL, 
	length_mm INTEGER NOT NULL, 
	width_mm INTEGER NOT NULL, 
	height_mm INTEGER NOT NULL, 
	returnable BOOLEAN NOT NULL, 
	CONSTRAINT pk_crate_type PRIMARY KEY (id), 
	CONSTRAINT uq_crate_type_code UNIQUE (code)
);

CREATE TABLE dead_letter (
	id BIGSERIAL NOT NULL, 
	number BIGINT NOT NULL, 
	received_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	topic VARCHAR(300) NOT NULL, 
	payload BYTEA NOT NULL, 
	retained BOOLEAN NOT NULL, 
	because VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_dead_letter PRIMARY KEY (id)
);

CREATE TABLE dropped_messages (
	topic VARCHAR(300) NOT NULL, 
	minute_ms BIGINT NOT NULL, 
	messages INTEGER NOT NULL, 
	CONSTRAINT pk_dropped_messages PRIMARY KEY (topic, minute_ms)
);

CREATE TABLE kiosk (
	id BIGSERIAL NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	enrolled_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	revoked_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_kiosk PRIMARY KEY (id), 
	CONSTRAINT uq_kiosk_token_hash UNIQUE (token_hash)
);

CREATE TABLE kitchen (
	id BIGSERIAL NOT NULL, 
	code VARCHAR(20) NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	address VARCHAR(200) NOT NULL, 
	municipality VARCHAR(80) NOT NULL, 
	latitude_e6 INTEGER NOT NULL, 
	longitude_e6 INTEGER NOT NULL, 
	language VARCHAR(40) NOT NULL, 
	register VARCHAR(200) NOT NULL, 
	phone VARCHAR(40), 
	CONSTRAINT pk_kitchen PRIMARY KEY (id), 
	CONSTRAINT uq_kitchen_code UNIQUE (code)
);

CREATE TABLE login_throttle (
	key VARCHAR(120) NOT NULL, 
	failures INTEGER NOT NULL, 
	blocked_until TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_login_throttle PRIMARY KEY (key)
);

CREATE TABLE message_block (
	id BIGSERIAL NOT NULL, 
	last_id BIGINT NOT NULL, 
	received_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	messages INTEGER NOT NULL, 
	packed BYTEA NOT NULL, 
	CONSTRAINT pk_message_block PRIMARY KEY (id)
);

CREATE INDEX ix_message_block_received_at ON message_block (received_at);

CREATE TABLE photo (
	id BIGSERIAL NOT NULL, 
	sha256 BYTEA NOT NULL, 
	jpeg BYTEA NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_photo PRIMARY KEY (id), 
	CONSTRAINT uq_photo_sha256 UNIQUE (sha256)
);

CREATE TABLE place (
	id BIGSERIAL NOT NULL, 
	code VARCHAR(20) NOT NULL, 
	name JSON NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	storage_classes JSON NOT NULL, 
	CONSTRAINT pk_place PRIMARY KEY (id), 
	CONSTRAINT uq_place_code UNIQUE (code)
);

CREATE TABLE probe (
	id BIGSERIAL NOT NULL, 
	sensor_key VARCHAR(200) NOT NULL, 
	topic VARCHAR(300) NOT NULL, 
	first_heard_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_probe PRIMARY KEY (id), 
	CONSTRAINT uq_probe_sensor_key UNIQUE (sensor_key)
);

CREATE TABLE producer (
	id BIGSERIAL NOT NULL, 
	code VARCHAR(20) NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	address VARCHAR(200) NOT NULL, 
	municipality VARCHAR(80) NOT NULL, 
	language VARCHAR(40) NOT NULL, 
	approval_number VARCHAR(20), 
	CONSTRAINT pk_producer PRIMARY KEY (id), 
	CONSTRAINT uq_producer_code UNIQUE (code)
);

CREATE TABLE product (
	id BIGSERIAL NOT NULL, 
	code VARCHAR(20) NOT NULL, 
	name JSON NOT NULL, 
	category VARCHAR(40) NOT NULL, 
	storage_class VARCHAR(40) NOT NULL, 
	allergens JSON NOT NULL, 
	species JSON NOT NULL, 
	prepared BOOLEAN NOT NULL, 
	scientific_name VARCHAR(80), 
	fao_code VARCHAR(3), 
	CONSTRAINT pk_product PRIMARY KEY (id), 
	CONSTRAINT uq_product_code UNIQUE (code)
);

CREATE TABLE route (
	id BIGSERIAL NOT NULL, 
	code VARCHAR(20) NOT NULL, 
	name JSON NOT NULL, 
	CONSTRAINT pk_route PRIMARY KEY (id), 
	CONSTRAINT uq_route_code UNIQUE (code)
);

CREATE TABLE series (
	name VARCHAR(80) NOT NULL, 
	last BIGINT NOT NULL, 
	CONSTRAINT pk_series PRIMARY KEY (name)
);

CREATE TABLE weighing (
	id BIGSERIAL NOT NULL, 
	scale VARCHAR(40) NOT NULL, 
	number BIGINT NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	gross BIGINT NOT NULL, 
	tare BIGINT NOT NULL, 
	tare_kind VARCHAR(40) NOT NULL, 
	base BIGINT NOT NULL, 
	net BIGINT NOT NULL, 
	shown VARCHAR(40) NOT NULL, 
	unit VARCHAR(8) NOT NULL, 
	raw BYTEA NOT NULL, 
	device_serial VARCHAR(60), 
	verified_until DATE, 
	alibi_number VARCHAR(40), 
	previous_hash BYTEA NOT NULL, 
	hash BYTEA NOT NULL, 
	CONSTRAINT pk_weighing PRIMARY KEY (id), 
	CONSTRAINT uq_weighing_scale_number UNIQUE (scale, number), 
	CONSTRAINT uq_weighing_hash UNIQUE (hash)
);

CREATE INDEX ix_weighing_at ON weighing (at);

CREATE INDEX ix_weighing_scale ON weighing (scale);

CREATE TABLE alarm (
	id BIGSERIAL NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	level VARCHAR(40) NOT NULL, 
	side VARCHAR(40), 
	place_id BIGINT, 
	probe_id BIGINT, 
	since_ms BIGINT NOT NULL, 
	raised_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	facts JSON NOT NULL, 
	CONSTRAINT pk_alarm PRIMARY KEY (id), 
	CONSTRAINT fk_alarm_place_id FOREIGN KEY(place_id) REFERENCES place (id), 
	CONSTRAINT fk_alarm_probe_id FOREIGN KEY(probe_id) REFERENCES probe (id)
);

CREATE INDEX ix_alarm_place_id ON alarm (place_id);

CREATE INDEX ix_alarm_raised_at ON alarm (raised_at);

CREATE INDEX ix_alarm_since_ms ON alarm (since_ms);

CREATE TABLE article (
	id BIGSERIAL NOT NULL, 
	number VARCHAR(20) NOT NULL, 
	product_id BIGINT NOT NULL, 
	producer_id BIGINT NOT NULL, 
	grade VARCHAR(40) NOT NULL, 
	storage_class VARCHAR(40) NOT NULL, 
	sold_by VARCHAR(40) NOT NULL, 
	pack_mass BIGINT NOT NULL, 
	pack_count INTEGER NOT NULL, 
	price BIGINT NOT NULL, 
	shelf_life_days INTEGER NOT NULL, 
	origin_country VARCHAR(2) NOT NULL, 
	organic BOOLEAN NOT NULL, 
	active BOOLEAN NOT NULL, 
	variety VARCHAR(60), 
	quality_class VARCHAR(20), 
	gtin VARCHAR(14), 
	production_method VARCHAR(40), 
	CONSTRAINT pk_article PRIMARY KEY (id), 
	CONSTRAINT uq_article_product_id_producer_id_grade UNIQUE (product_id, producer_id, grade), 
	CONSTRAINT uq_article_number UNIQUE (number), 
	CONSTRAINT fk_article_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT fk_article_producer_id FOREIGN KEY(producer_id) REFERENCES producer (id)
);

CREATE INDEX ix_article_producer_id ON article (producer_id);

CREATE TABLE assignment (
	id BIGSERIAL NOT NULL, 
	probe_id BIGINT NOT NULL, 
	place_id BIGINT NOT NULL, 
	begins_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	ends_at TIMESTAMP WITH TIME ZONE, 
	gap_s INTEGER, 
	CONSTRAINT pk_assignment PRIMARY KEY (id), 
	CONSTRAINT fk_assignment_probe_id FOREIGN KEY(probe_id) REFERENCES probe (id), 
	CONSTRAINT fk_assignment_place_id FOREIGN KEY(place_id) REFERENCES place (id)
);

CREATE INDEX ix_assignment_place_id ON assignment (place_id);

CREATE INDEX ix_assignment_probe_id ON assignment (probe_id);

CREATE TABLE collection_rule (
	producer_id BIGINT NOT NULL, 
	weekday INTEGER NOT NULL, 
	route_id BIGINT, 
	stop INTEGER NOT NULL, 
	arrives_at TIME WITHOUT TIME ZONE NOT NULL, 
	cut_off_days INTEGER NOT NULL, 
	cut_off_at TIME WITHOUT TIME ZONE NOT NULL, 
	CONSTRAINT pk_collection_rule PRIMARY KEY (producer_id, weekday), 
	CONSTRAINT ck_collection_rule_weekday CHECK (weekday BETWEEN 0 AND 6), 
	CONSTRAINT fk_collection_rule_producer_id FOREIGN KEY(producer_id) REFERENCES producer (id), 
	CONSTRAINT fk_collection_rule_route_id FOREIGN KEY(route_id) REFERENCES route (id)
);

CREATE TABLE delivery_rule (
	kitchen_id BIGINT NOT NULL, 
	weekday INTEGER NOT NULL, 
	route_id BIGINT NOT NULL, 
	stop INTEGER NOT NULL, 
	window_from TIME WITHOUT TIME ZONE NOT NULL, 
	window_to TIME WITHOUT TIME ZONE NOT NULL, 
	CONSTRAINT pk_delivery_rule PRIMARY KEY (kitchen_id, weekday), 
	CONSTRAINT ck_delivery_rule_weekday CHECK (weekday BETWEEN 0 AND 6), 
	CONSTRAINT fk_delivery_rule_kitchen_id FOREIGN KEY(kitchen_id) REFERENCES kitchen (id), 
	CONSTRAINT fk_delivery_rule_route_id FOREIGN KEY(route_id) REFERENCES route (id)
);

CREATE TABLE incident (
	id BIGSERIAL NOT NULL, 
	place_id BIGINT NOT NULL, 
	probe_id BIGINT NOT NULL, 
	level VARCHAR(40) NOT NULL, 
	side VARCHAR(40) NOT NULL, 
	start_ms BIGINT NOT NULL, 
	noted_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_incident PRIMARY KEY (id), 
	CONSTRAINT uq_incident_place_id_probe_id_level_side_start_ms UNIQUE (place_id, probe_id, level, side, start_ms), 
	CONSTRAINT fk_incident_place_id FOREIGN KEY(place_id) REFERENCES place (id), 
	CONSTRAINT fk_incident_probe_id FOREIGN KEY(probe_id) REFERENCES probe (id)
);

CREATE INDEX ix_incident_place_id ON incident (place_id);

CREATE TABLE person (
	id BIGSERIAL NOT NULL, 
	login VARCHAR(80) NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	language VARCHAR(40) NOT NULL, 
	password_hash VARCHAR(200), 
	badge_hash VARCHAR(64), 
	pin_hash VARCHAR(200), 
	kitchen_id BIGINT, 
	producer_id BIGINT, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_person PRIMARY KEY (id), 
	CONSTRAINT uq_person_login UNIQUE (login), 
	CONSTRAINT uq_person_badge_hash UNIQUE (badge_hash), 
	CONSTRAINT fk_person_kitchen_id FOREIGN KEY(kitchen_id) REFERENCES kitchen (id), 
	CONSTRAINT fk_person_producer_id FOREIGN KEY(producer_id) REFERENCES producer (id)
);

CREATE TABLE reading (
	probe_id BIGINT NOT NULL, 
	at_ms BIGINT NOT NULL, 
	temperature INTEGER, 
	fault VARCHAR(80), 
	message_id BIGINT, 
	claimed_ms BIGINT, 
	CONSTRAINT pk_reading PRIMARY KEY (probe_id, at_ms), 
	CONSTRAINT fk_reading_probe_id FOREIGN KEY(probe_id) REFERENCES probe (id)
);

CREATE TABLE reading_seal (
	number BIGINT NOT NULL, 
	probe_id BIGINT NOT NULL, 
	day INTEGER NOT NULL, 
	sealed_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	readings INTEGER NOT NULL, 
	digest BYTEA NOT NULL, 
	hash BYTEA NOT NULL, 
	CONSTRAINT pk_reading_seal PRIMARY KEY (number), 
	CONSTRAINT fk_reading_seal_probe_id FOREIGN KEY(probe_id) REFERENCES probe (id)
);

CREATE TABLE rollup (
	probe_id BIGINT NOT NULL, 
	span_s INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	lowest INTEGER NOT NULL, 
	highest INTEGER NOT NULL, 
	total BIGINT NOT NULL, 
	readings INTEGER NOT NULL, 
	CONSTRAINT pk_rollup PRIMARY KEY (probe_id, span_s, number), 
	CONSTRAINT fk_rollup_probe_id FOREIGN KEY(probe_id) REFERENCES probe (id)
);

CREATE TABLE sealed_day (
	probe_id BIGINT NOT NULL, 
	day INTEGER NOT NULL, 
	readings INTEGER NOT NULL, 
	measured BYTEA NOT NULL, 
	origins BYTEA NOT NULL, 
	CONSTRAINT pk_sealed_day PRIMARY KEY (probe_id, day), 
	CONSTRAINT fk_sealed_day_probe_id FOREIGN KEY(probe_id) REFERENCES probe (id)
);

CREATE TABLE sensor_word (
	probe_id BIGINT NOT NULL, 
	quantity VARCHAR(40) NOT NULL, 
	at_ms BIGINT NOT NULL, 
	word VARCHAR(40) NOT NULL, 
	message_id BIGINT, 
	CONSTRAINT pk_sensor_word PRIMARY KEY (probe_id, quantity, at_ms), 
	CONSTRAINT fk_sensor_word_probe_id FOREIGN KEY(probe_id) REFERENCES probe (id)
);

CREATE TABLE alarm_cause (
	alarm_id BIGINT NOT NULL, 
	incident_id BIGINT NOT NULL, 
	level VARCHAR(40) NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_alarm_cause PRIMARY KEY (alarm_id, incident_id), 
	CONSTRAINT fk_alarm_cause_alarm_id FOREIGN KEY(alarm_id) REFERENCES alarm (id), 
	CONSTRAINT fk_alarm_cause_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);

CREATE INDEX ix_alarm_cause_incident_id ON alarm_cause (incident_id);

CREATE TABLE alarm_end (
	alarm_id BIGINT NOT NULL, 
	ended_ms BIGINT NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_alarm_end PRIMARY KEY (alarm_id), 
	CONSTRAINT fk_alarm_end_alarm_id FOREIGN KEY(alarm_id) REFERENCES alarm (id)
);

CREATE TABLE alarm_letter (
	id BIGSERIAL NOT NULL, 
	key VARCHAR(200) NOT NULL, 
	alarm_id BIGINT, 
	recipient VARCHAR(200) NOT NULL, 
	language VARCHAR(40) NOT NULL, 
	subject VARCHAR(300) NOT NULL, 
	body TEXT NOT NULL, 
	queued_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	next_try_at TIMESTAMP WITH TIME ZONE, 
	tries INTEGER NOT NULL, 
	sent_at TIMESTAMP WITH TIME ZONE, 
	trouble VARCHAR(200), 
	CONSTRAINT pk_alarm_letter PRIMARY KEY (id), 
	CONSTRAINT uq_alarm_letter_key UNIQUE (key), 
	CONSTRAINT fk_alarm_letter_alarm_id FOREIGN KEY(alarm_id) REFERENCES alarm (id)
);

CREATE INDEX ix_alarm_letter_alarm_id ON alarm_letter (alarm_id);

CREATE INDEX ix_alarm_letter_next_try_at ON alarm_letter (next_try_at);

CREATE TABLE alarm_step (
	id BIGSERIAL NOT NULL, 
	alarm_id BIGINT NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	done JSON NOT NULL, 
	words VARCHAR(300) NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	operation VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_alarm_step PRIMARY KEY (id), 
	CONSTRAINT fk_alarm_step_alarm_id FOREIGN KEY(alarm_id) REFERENCES alarm (id), 
	CONSTRAINT fk_alarm_step_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_alarm_step_operation UNIQUE (operation)
);

CREATE INDEX ix_alarm_step_alarm_id ON alarm_step (alarm_id);

CREATE TABLE audit_entry (
	id BIGSERIAL NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT, 
	verb VARCHAR(80) NOT NULL, 
	subject VARCHAR(120) NOT NULL, 
	facts JSON NOT NULL, 
	previous_hash BYTEA NOT NULL, 
	hash BYTEA NOT NULL, 
	CONSTRAINT pk_audit_entry PRIMARY KEY (id), 
	CONSTRAINT fk_audit_entry_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_audit_entry_hash UNIQUE (hash)
);

CREATE INDEX ix_audit_entry_subject ON audit_entry (subject);

CREATE INDEX ix_audit_entry_verb ON audit_entry (verb);

CREATE TABLE browser_session (
	id_hash VARCHAR(64) NOT NULL, 
	person_id BIGINT NOT NULL, 
	kiosk_id BIGINT, 
	created_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	seen_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	ended_at TIMESTAMP WITH TIME ZONE, 
	messages JSON NOT NULL, 
	choices JSON NOT NULL, 
	CONSTRAINT pk_browser_session PRIMARY KEY (id_hash), 
	CONSTRAINT fk_browser_session_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_browser_session_kiosk_id FOREIGN KEY(kiosk_id) REFERENCES kiosk (id)
);

CREATE INDEX ix_browser_session_person_id ON browser_session (person_id);

CREATE TABLE calibration (
	id BIGSERIAL NOT NULL, 
	probe_id BIGINT NOT NULL, 
	corrects_id BIGINT, 
	certificate VARCHAR(80) NOT NULL, 
	laboratory VARCHAR(120) NOT NULL, 
	calibrated_on DATE NOT NULL, 
	due_on DATE NOT NULL, 
	points JSON NOT NULL, 
	offset_value INTEGER NOT NULL, 
	valid_from TIMESTAMP WITH TIME ZONE NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	operation VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_calibration PRIMARY KEY (id), 
	CONSTRAINT fk_calibration_probe_id FOREIGN KEY(probe_id) REFERENCES probe (id), 
	CONSTRAINT uq_calibration_corrects_id UNIQUE (corrects_id), 
	CONSTRAINT fk_calibration_corrects_id FOREIGN KEY(corrects_id) REFERENCES calibration (id), 
	CONSTRAINT fk_calibration_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_calibration_operation UNIQUE (operation)
);

CREATE INDEX ix_calibration_probe_id ON calibration (probe_id);

CREATE TABLE calibration_spell (
	id BIGSERIAL NOT NULL, 
	probe_id BIGINT NOT NULL, 
	begins_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	ends_at TIMESTAMP WITH TIME ZONE, 
	withdrawn_at TIMESTAMP WITH TIME ZONE, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	operation VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_calibration_spell PRIMARY KEY (id), 
	CONSTRAINT fk_calibration_spell_probe_id FOREIGN KEY(probe_id) REFERENCES probe (id), 
	CONSTRAINT fk_calibration_spell_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_calibration_spell_operation UNIQUE (operation)
);

CREATE INDEX ix_calibration_spell_probe_id ON calibration_spell (probe_id);

CREATE TABLE collection_closure (
	id BIGSERIAL NOT NULL, 
	article_id BIGINT NOT NULL, 
	collect_on DATE NOT NULL, 
	announced BIGINT NOT NULL, 
	received BIGINT NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	reason VARCHAR(300), 
	CONSTRAINT pk_collection_closure PRIMARY KEY (id), 
	CONSTRAINT uq_collection_closure_article_id_collect_on UNIQUE (article_id, collect_on), 
	CONSTRAINT fk_collection_closure_article_id FOREIGN KEY(article_id) REFERENCES article (id), 
	CONSTRAINT fk_collection_closure_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE TABLE day_review (
	id BIGSERIAL NOT NULL, 
	number INTEGER NOT NULL, 
	day DATE NOT NULL, 
	signed_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	replaces_id BIGINT, 
	content TEXT NOT NULL, 
	hash BYTEA NOT NULL, 
	operation VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_day_review PRIMARY KEY (id), 
	CONSTRAINT uq_day_review_number UNIQUE (number), 
	CONSTRAINT fk_day_review_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_day_review_replaces_id UNIQUE (replaces_id), 
	CONSTRAINT fk_day_review_replaces_id FOREIGN KEY(replaces_id) REFERENCES day_review (id), 
	CONSTRAINT uq_day_review_operation UNIQUE (operation)
);

CREATE INDEX ix_day_review_day ON day_review (day);

CREATE TABLE day_sheet (
	id BIGSERIAL NOT NULL, 
	number INTEGER NOT NULL, 
	day DATE NOT NULL, 
	signed_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	replaces_id BIGINT, 
	content TEXT NOT NULL, 
	hash BYTEA NOT NULL, 
	operation VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_day_sheet PRIMARY KEY (id), 
	CONSTRAINT uq_day_sheet_number UNIQUE (number), 
	CONSTRAINT fk_day_sheet_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_day_sheet_replaces_id UNIQUE (replaces_id), 
	CONSTRAINT fk_day_sheet_replaces_id FOREIGN KEY(replaces_id) REFERENCES day_sheet (id), 
	CONSTRAINT uq_day_sheet_hash UNIQUE (hash), 
	CONSTRAINT uq_day_sheet_operation UNIQUE (operation)
);

CREATE INDEX ix_day_sheet_day ON day_sheet (day);

CREATE TABLE defrost_plan (
	id BIGSERIAL NOT NULL, 
	place_id BIGINT NOT NULL, 
	begins VARCHAR(5) NOT NULL, 
	length_s INTEGER NOT NULL, 
	zone VARCHAR(60) NOT NULL, 
	valid_from TIMESTAMP WITH TIME ZONE NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	operation VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_defrost_plan PRIMARY KEY (id), 
	CONSTRAINT fk_defrost_plan_place_id FOREIGN KEY(place_id) REFERENCES place (id), 
	CONSTRAINT fk_defrost_plan_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_defrost_plan_operation ON defrost_plan (operation);

CREATE INDEX ix_defrost_plan_place_id ON defrost_plan (place_id);

CREATE TABLE delivery (
	id BIGSERIAL NOT NULL, 
	note_number INTEGER NOT NULL, 
	kitchen_id BIGINT NOT NULL, 
	delivery_on DATE NOT NULL, 
	sequence INTEGER NOT NULL, 
	route_id BIGINT NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	loaded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	loaded_by_id BIGINT NOT NULL, 
	delivered_at TIMESTAMP WITH TIME ZONE, 
	delivered_by_id BIGINT, 
	note JSON NOT NULL, 
	operation VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_delivery PRIMARY KEY (id), 
	CONSTRAINT uq_delivery_kitchen_id_delivery_on_sequence UNIQUE (kitchen_id, delivery_on, sequence), 
	CONSTRAINT uq_delivery_note_number UNIQUE (note_number), 
	CONSTRAINT fk_delivery_kitchen_id FOREIGN KEY(kitchen_id) REFERENCES kitchen (id), 
	CONSTRAINT fk_delivery_route_id FOREIGN KEY(route_id) REFERENCES route (id), 
	CONSTRAINT fk_delivery_loaded_by_id FOREIGN KEY(loaded_by_id) REFERENCES person (id), 
	CONSTRAINT fk_delivery_delivered_by_id FOREIGN KEY(delivered_by_id) REFERENCES person (id), 
	CONSTRAINT uq_delivery_operation UNIQUE (operation)
);

CREATE INDEX ix_delivery_delivery_on ON delivery (delivery_on);

CREATE INDEX ix_delivery_kitchen_id ON delivery (kitchen_id);

CREATE TABLE door_delay (
	id BIGSERIAL NOT NULL, 
	place_id BIGINT NOT NULL, 
	delay_s INTEGER, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	operation VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_door_delay PRIMARY KEY (id), 
	CONSTRAINT fk_door_delay_place_id FOREIGN KEY(place_id) REFERENCES place (id), 
	CONSTRAINT fk_door_delay_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_door_delay_operation UNIQUE (operation)
);

CREATE INDEX ix_door_delay_place_id ON door_delay (place_id);

CREATE TABLE goods_temperature (
	id BIGSERIAL NOT NULL, 
	article_id BIGINT NOT NULL, 
	collect_on DATE NOT NULL, 
	temperature INTEGER NOT NULL, 
	thermometer VARCHAR(60), 
	"limit" INTEGER, 
	leeway INTEGER, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	operation VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_goods_temperature PRIMARY KEY (id), 
	CONSTRAINT fk_goods_temperature_article_id FOREIGN KEY(article_id) REFERENCES article (id), 
	CONSTRAINT fk_goods_temperature_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_goods_temperature_operation UNIQUE (operation)
);

CREATE INDEX ix_goods_temperature_at ON goods_temperature (at);

CREATE INDEX ix_goods_temperature_collect_on ON goods_temperature (collect_on);

CREATE TABLE incident_revision (
	incident_id BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	noted_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	because VARCHAR(20) NOT NULL, 
	late_readings INTEGER NOT NULL, 
	last_message_id BIGINT, 
	found JSON NOT NULL, 
	digest BYTEA NOT NULL, 
	CONSTRAINT pk_incident_revision PRIMARY KEY (incident_id, number), 
	CONSTRAINT fk_incident_revision_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
);

CREATE TABLE kitchen_order (
	id BIGSERIAL NOT NULL, 
	number INTEGER NOT NULL, 
	kitchen_id BIGINT NOT NULL, 
	delivery_on DATE NOT NULL, 
	placed_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	placed_by_id BIGINT NOT NULL, 
	note VARCHAR(500), 
	made_up BOOLEAN NOT NULL, 
	operation VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_kitchen_order PRIMARY KEY (id), 
	CONSTRAINT uq_kitchen_order_number UNIQUE (number), 
	CONSTRAINT fk_kitchen_order_kitchen_id FOREIGN KEY(kitchen_id) REFERENCES kitchen (id), 
	CONSTRAINT fk_kitchen_order_placed_by_id FOREIGN KEY(placed_by_id) REFERENCES person (id), 
	CONSTRAINT uq_kitchen_order_operation UNIQUE (operation)
);

CREATE INDEX ix_kitchen_order_delivery_on ON kitchen_order (delivery_on);

CREATE INDEX ix_kitchen_order_kitchen_id ON kitchen_order (kitchen_id);

CREATE TABLE limit_change (
	id BIGSERIAL NOT NULL, 
	place_id BIGINT NOT NULL, 
	valid_from TIMESTAMP WITH TIME ZONE NOT NULL, 
	reason VARCHAR(300) NOT NULL, 
	preset VARCHAR(40) NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	operation VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_limit_change PRIMARY KEY (id), 
	CONSTRAINT fk_limit_change_place_id FOREIGN KEY(place_id) REFERENCES place (id), 
	CONSTRAINT fk_limit_change_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_limit_change_operation UNIQUE (operation)
);

CREATE INDEX ix_limit_change_place_id ON limit_change (place_id);

CREATE TABLE lot (
	id BIGSERIAL NOT NULL, 
	number VARCHAR(20) NOT NULL, 
	article_id BIGINT NOT NULL, 
	collected_on DATE NOT NULL, 
	received_on DATE NOT NULL, 
	best_before DATE NOT NULL, 
	origin_country VARCHAR(2) NOT NULL, 
	provenance JSON, 
	CONSTRAINT pk_lot PRIMARY KEY (id), 
	CONSTRAINT uq_lot_number UNIQUE (number), 
	CONSTRAINT fk_lot_article_id FOREIGN KEY(article_id) REFERENCES article (id)
);

CREATE INDEX ix_lot_article_id_collected_on ON lot (article_id, collected_on);

CREATE TABLE person_role (
	person_id BIGINT NOT NULL, 
	role VARCHAR(40) NOT NULL, 
	CONSTRAINT pk_person_role PRIMARY KEY (person_id, role), 
	CONSTRAINT fk_person_role_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE TABLE print_job (
	id BIGSERIAL NOT NULL, 
	printer VARCHAR(40) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	subject VARCHAR(60) NOT NULL, 
	sought_by VARCHAR(300) NOT NULL, 
	language VARCHAR(40) NOT NULL, 
	content JSON NOT NULL, 
	copy_number INTEGER NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	trouble VARCHAR(200), 
	proof VARCHAR(40), 
	queued_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	ended_at TIMESTAMP WITH TIME ZONE, 
	person_id BIGINT NOT NULL, 
	operation VARCHAR(64), 
	CONSTRAINT pk_print_job PRIMARY KEY (id), 
	CONSTRAINT uq_print_job_kind_subject_copy_number UNIQUE (kind, subject, copy_number), 
	CONSTRAINT fk_print_job_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_print_job_operation UNIQUE (operation)
);

CREATE INDEX ix_print_job_printer ON print_job (printer);

CREATE INDEX ix_print_job_state ON print_job (state);

CREATE INDEX ix_print_job_subject ON print_job (subject);

CREATE TABLE provenance_told (
	id BIGSERIAL NOT NULL, 
	article_id BIGINT NOT NULL, 
	collect_on DATE NOT NULL, 
	collected_on DATE NOT NULL, 
	facts JSON NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	operation VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_provenance_told PRIMARY KEY (id), 
	CONSTRAINT fk_provenance_told_article_id FOREIGN KEY(article_id) REFERENCES article (id), 
	CONSTRAINT fk_provenance_told_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_provenance_told_operation UNIQUE (operation)
);

CREATE INDEX ix_provenance_told_article_id ON provenance_told (article_id);

CREATE TABLE refusal (
	id BIGSERIAL NOT NULL, 
	number INTEGER NOT NULL, 
	article_id BIGINT NOT NULL, 
	collect_on DATE NOT NULL, 
	reason VARCHAR(40) NOT NULL, 
	words VARCHAR(300), 
	known_by VARCHAR(40) NOT NULL, 
	mass BIGINT NOT NULL, 
	count INTEGER, 
	typed_reason VARCHAR(200), 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	operation VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_refusal PRIMARY KEY (id), 
	CONSTRAINT ck_refusal_mass_not_negative CHECK (mass >= 0), 
	CONSTRAINT uq_refusal_number UNIQUE (number), 
	CONSTRAINT fk_refusal_article_id FOREIGN KEY(article_id) REFERENCES article (id), 
	CONSTRAINT fk_refusal_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_refusal_operation UNIQUE (operation)
);

CREATE INDEX ix_refusal_at ON refusal (at);

CREATE INDEX ix_refusal_collect_on ON refusal (collect_on);

CREATE TABLE alarm_step_photo (
	step_id BIGINT NOT NULL, 
	photo_id BIGINT NOT NULL, 
	CONSTRAINT pk_alarm_step_photo PRIMARY KEY (step_id, photo_id), 
	CONSTRAINT fk_alarm_step_photo_step_id FOREIGN KEY(step_id) REFERENCES alarm_step (id), 
	CONSTRAINT fk_alarm_step_photo_photo_id FOREIGN KEY(photo_id) REFERENCES photo (id)
);

CREATE TABLE certificate_file (
	id BIGSERIAL NOT NULL, 
	calibration_id BIGINT NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	media_type VARCHAR(40) NOT NULL, 
	sha256 BYTEA NOT NULL, 
	size INTEGER NOT NULL, 
	content BYTEA NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	CONSTRAINT pk_certificate_file PRIMARY KEY (id), 
	CONSTRAINT uq_certificate_file_calibration_id_sha256 UNIQUE (calibration_id, sha256), 
	CONSTRAINT fk_certificate_file_calibration_id FOREIGN KEY(calibration_id) REFERENCES calibration (id), 
	CONSTRAINT fk_certificate_file_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE TABLE crate (
	id BIGSERIAL NOT NULL, 
	sscc VARCHAR(18) NOT NULL, 
	lot_id BIGINT NOT NULL, 
	crate_type_id BIGINT NOT NULL, 
	parent_id BIGINT, 
	replaces_id BIGINT, 
	net BIGINT NOT NULL, 
	count INTEGER, 
	weight_kind VARCHAR(40) NOT NULL, 
	typed_reason VARCHAR(200), 
	labelled_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	voided_at TIMESTAMP WITH TIME ZONE, 
	void_reason VARCHAR(200), 
	CONSTRAINT pk_crate PRIMARY KEY (id), 
	CONSTRAINT uq_crate_sscc UNIQUE (sscc), 
	CONSTRAINT fk_crate_lot_id FOREIGN KEY(lot_id) REFERENCES lot (id), 
	CONSTRAINT fk_crate_crate_type_id FOREIGN KEY(crate_type_id) REFERENCES crate_type (id), 
	CONSTRAINT fk_crate_parent_id FOREIGN KEY(parent_id) REFERENCES crate (id), 
	CONSTRAINT uq_crate_replaces_id UNIQUE (replaces_id), 
	CONSTRAINT fk_crate_replaces_id FOREIGN KEY(replaces_id) REFERENCES crate (id)
);

CREATE INDEX ix_crate_labelled_at ON crate (labelled_at);

CREATE INDEX ix_crate_lot_id ON crate (lot_id);

CREATE TABLE defrost_plan_end (
	plan_id BIGINT NOT NULL, 
	ends_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	CONSTRAINT pk_defrost_plan_end PRIMARY KEY (plan_id), 
	CONSTRAINT fk_defrost_plan_end_plan_id FOREIGN KEY(plan_id) REFERENCES defrost_plan (id), 
	CONSTRAINT fk_defrost_plan_end_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE TABLE limit_change_withdrawn (
	change_id BIGINT NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	CONSTRAINT pk_limit_change_withdrawn PRIMARY KEY (change_id), 
	CONSTRAINT fk_limit_change_withdrawn_change_id FOREIGN KEY(change_id) REFERENCES limit_change (id), 
	CONSTRAINT fk_limit_change_withdrawn_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE TABLE order_line (
	id BIGSERIAL NOT NULL, 
	order_id BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	article_id BIGINT NOT NULL, 
	mass BIGINT NOT NULL, 
	count INTEGER, 
	price BIGINT NOT NULL, 
	collect_on DATE NOT NULL, 
	answer_by TIMESTAMP WITH TIME ZONE NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	CONSTRAINT pk_order_line PRIMARY KEY (id), 
	CONSTRAINT uq_order_line_order_id_position UNIQUE (order_id, position), 
	CONSTRAINT fk_order_line_order_id FOREIGN KEY(order_id) REFERENCES kitchen_order (id), 
	CONSTRAINT fk_order_line_article_id FOREIGN KEY(article_id) REFERENCES article (id)
);

CREATE INDEX ix_order_line_article_id ON order_line (article_id);

CREATE INDEX ix_order_line_collect_on ON order_line (collect_on);

CREATE INDEX ix_order_line_state ON order_line (state);

CREATE TABLE package (
	id BIGSERIAL NOT NULL, 
	sscc VARCHAR(18) NOT NULL, 
	kitchen_id BIGINT NOT NULL, 
	delivery_on DATE NOT NULL, 
	number INTEGER NOT NULL, 
	set_size INTEGER NOT NULL, 
	delivery_id BIGINT, 
	made_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	made_by_id BIGINT NOT NULL, 
	voided_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_package PRIMARY KEY (id), 
	CONSTRAINT uq_package_sscc UNIQUE (sscc), 
	CONSTRAINT fk_package_kitchen_id FOREIGN KEY(kitchen_id) REFERENCES kitchen (id), 
	CONSTRAINT fk_package_delivery_id FOREIGN KEY(delivery_id) REFERENCES delivery (id), 
	CONSTRAINT fk_package_made_by_id FOREIGN KEY(made_by_id) REFERENCES person (id)
);

CREATE INDEX ix_package_delivery_id ON package (delivery_id);

CREATE INDEX ix_package_delivery_on ON package (delivery_on);

CREATE TABLE place_limit (
	id BIGSERIAL NOT NULL, 
	place_id BIGINT NOT NULL, 
	change_id BIGINT, 
	level VARCHAR(40) NOT NULL, 
	side VARCHAR(40) NOT NULL, 
	limit_value INTEGER, 
	on_delay_s INTEGER NOT NULL, 
	off_delay_s INTEGER NOT NULL, 
	hysteresis INTEGER NOT NULL, 
	source JSON NOT NULL, 
	valid_from TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_place_limit PRIMARY KEY (id), 
	CONSTRAINT fk_place_limit_place_id FOREIGN KEY(place_id) REFERENCES place (id), 
	CONSTRAINT fk_place_limit_change_id FOREIGN KEY(change_id) REFERENCES limit_change (id)
);

CREATE INDEX ix_place_limit_change_id ON place_limit (change_id);

CREATE INDEX ix_place_limit_place_id ON place_limit (place_id);

CREATE TABLE print_job_event (
	id BIGSERIAL NOT NULL, 
	job_id BIGINT NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	trouble VARCHAR(200), 
	proof VARCHAR(40), 
	reason VARCHAR(40), 
	words VARCHAR(200), 
	person_id BIGINT, 
	operation VARCHAR(64), 
	CONSTRAINT pk_print_job_event PRIMARY KEY (id), 
	CONSTRAINT fk_print_job_event_job_id FOREIGN KEY(job_id) REFERENCES print_job (id), 
	CONSTRAINT fk_print_job_event_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_print_job_event_operation UNIQUE (operation)
);

CREATE INDEX ix_print_job_event_job_id ON print_job_event (job_id);

CREATE TABLE refusal_undone (
	refusal_id BIGINT NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	reason VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_refusal_undone PRIMARY KEY (refusal_id), 
	CONSTRAINT fk_refusal_undone_refusal_id FOREIGN KEY(refusal_id) REFERENCES refusal (id), 
	CONSTRAINT fk_refusal_undone_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE TABLE refused_weighing (
	weighing_id BIGINT NOT NULL, 
	refusal_id BIGINT NOT NULL, 
	CONSTRAINT pk_refused_weighing PRIMARY KEY (weighing_id), 
	CONSTRAINT fk_refused_weighing_weighing_id FOREIGN KEY(weighing_id) REFERENCES weighing (id), 
	CONSTRAINT fk_refused_weighing_refusal_id FOREIGN KEY(refusal_id) REFERENCES refusal (id)
);

CREATE INDEX ix_refused_weighing_refusal_id ON refused_weighing (refusal_id);

CREATE TABLE review_reopened (
	id BIGSERIAL NOT NULL, 
	review_id BIGINT NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	because JSON NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_review_reopened PRIMARY KEY (id), 
	CONSTRAINT uq_review_reopened_review_id_digest UNIQUE (review_id, digest), 
	CONSTRAINT fk_review_reopened_review_id FOREIGN KEY(review_id) REFERENCES day_review (id)
);

CREATE INDEX ix_review_reopened_review_id ON review_reopened (review_id);

CREATE TABLE roll_cage (
	id BIGSERIAL NOT NULL, 
	sscc VARCHAR(18) NOT NULL, 
	kitchen_id BIGINT NOT NULL, 
	delivery_on DATE NOT NULL, 
	number INTEGER NOT NULL, 
	delivery_id BIGINT, 
	made_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	made_by_id BIGINT NOT NULL, 
	voided_at TIMESTAMP WITH TIME ZONE, 
	operation VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_roll_cage PRIMARY KEY (id), 
	CONSTRAINT uq_roll_cage_kitchen_id_delivery_on_number UNIQUE (kitchen_id, delivery_on, number), 
	CONSTRAINT uq_roll_cage_sscc UNIQUE (sscc), 
	CONSTRAINT fk_roll_cage_kitchen_id FOREIGN KEY(kitchen_id) REFERENCES kitchen (id), 
	CONSTRAINT fk_roll_cage_delivery_id FOREIGN KEY(delivery_id) REFERENCES delivery (id), 
	CONSTRAINT fk_roll_cage_made_by_id FOREIGN KEY(made_by_id) REFERENCES person (id), 
	CONSTRAINT uq_roll_cage_operation UNIQUE (operation)
);

CREATE INDEX ix_roll_cage_delivery_id ON roll_cage (delivery_id);

CREATE INDEX ix_roll_cage_delivery_on ON roll_cage (delivery_on);

CREATE TABLE warm_goods_taken (
	goods_temperature_id BIGINT NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	reason VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_warm_goods_taken PRIMARY KEY (goods_temperature_id), 
	CONSTRAINT fk_warm_goods_taken_goods_temperature_id FOREIGN KEY(goods_temperature_id) REFERENCES goods_temperature (id), 
	CONSTRAINT fk_warm_goods_taken_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE TABLE caged_crate (
	crate_id BIGINT NOT NULL, 
	cage_id BIGINT NOT NULL, 
	CONSTRAINT pk_caged_crate PRIMARY KEY (crate_id), 
	CONSTRAINT fk_caged_crate_crate_id FOREIGN KEY(crate_id) REFERENCES crate (id), 
	CONSTRAINT fk_caged_crate_cage_id FOREIGN KEY(cage_id) REFERENCES roll_cage (id)
);

CREATE INDEX ix_caged_crate_cage_id ON caged_crate (cage_id);

CREATE TABLE delivered_crate (
	delivery_id BIGINT NOT NULL, 
	crate_id BIGINT NOT NULL, 
	CONSTRAINT pk_delivered_crate PRIMARY KEY (delivery_id, crate_id), 
	CONSTRAINT fk_delivered_crate_delivery_id FOREIGN KEY(delivery_id) REFERENCES delivery (id), 
	CONSTRAINT fk_delivered_crate_crate_id FOREIGN KEY(crate_id) REFERENCES crate (id)
);

CREATE TABLE delivered_line (
	line_id BIGINT NOT NULL, 
	delivery_id BIGINT NOT NULL, 
	CONSTRAINT pk_delivered_line PRIMARY KEY (line_id), 
	CONSTRAINT fk_delivered_line_line_id FOREIGN KEY(line_id) REFERENCES order_line (id), 
	CONSTRAINT fk_delivered_line_delivery_id FOREIGN KEY(delivery_id) REFERENCES delivery (id)
);

CREATE INDEX ix_delivered_line_delivery_id ON delivered_line (delivery_id);

CREATE TABLE hold (
	id BIGSERIAL NOT NULL, 
	crate_id BIGINT NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	reason JSON NOT NULL, 
	about VARCHAR(60), 
	operation VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_hold PRIMARY KEY (id), 
	CONSTRAINT uq_hold_operation_crate_id UNIQUE (operation, crate_id), 
	CONSTRAINT fk_hold_crate_id FOREIGN KEY(crate_id) REFERENCES crate (id), 
	CONSTRAINT fk_hold_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_hold_crate_id ON hold (crate_id);

CREATE TABLE line_event (
	id BIGSERIAL NOT NULL, 
	line_id BIGINT NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	mass BIGINT NOT NULL, 
	count INTEGER, 
	cause VARCHAR(40), 
	reason VARCHAR(300), 
	operation VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_line_event PRIMARY KEY (id), 
	CONSTRAINT uq_line_event_operation_line_id_kind UNIQUE (operation, line_id, kind), 
	CONSTRAINT fk_line_event_line_id FOREIGN KEY(line_id) REFERENCES order_line (id), 
	CONSTRAINT fk_line_event_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_line_event_line_id ON line_event (line_id);

CREATE TABLE movement (
	id BIGSERIAL NOT NULL, 
	crate_id BIGINT NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	from_place_id BIGINT, 
	to_place_id BIGINT, 
	mass BIGINT NOT NULL, 
	count INTEGER, 
	person_id BIGINT NOT NULL, 
	reason VARCHAR(200), 
	operation VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_movement PRIMARY KEY (id), 
	CONSTRAINT ck_movement_goes_somewhere CHECK (from_place_id IS NOT NULL OR to_place_id IS NOT NULL), 
	CONSTRAINT ck_movement_mass_not_negative CHECK (mass >= 0), 
	CONSTRAINT uq_movement_operation_crate_id_kind UNIQUE (operation, crate_id, kind), 
	CONSTRAINT fk_movement_crate_id FOREIGN KEY(crate_id) REFERENCES crate (id), 
	CONSTRAINT fk_movement_from_place_id FOREIGN KEY(from_place_id) REFERENCES place (id), 
	CONSTRAINT fk_movement_to_place_id FOREIGN KEY(to_place_id) REFERENCES place (id), 
	CONSTRAINT fk_movement_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_movement_crate_id ON movement (crate_id);

CREATE INDEX ix_movement_to_place_id ON movement (to_place_id);

CREATE TABLE pick (
	id BIGSERIAL NOT NULL, 
	line_id BIGINT NOT NULL, 
	crate_id BIGINT NOT NULL, 
	mass BIGINT NOT NULL, 
	count INTEGER, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	why VARCHAR(300) NOT NULL, 
	operation VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_pick PRIMARY KEY (id), 
	CONSTRAINT fk_pick_line_id FOREIGN KEY(line_id) REFERENCES order_line (id), 
	CONSTRAINT fk_pick_crate_id FOREIGN KEY(crate_id) REFERENCES crate (id), 
	CONSTRAINT fk_pick_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_pick_operation UNIQUE (operation)
);

CREATE INDEX ix_pick_crate_id ON pick (crate_id);

CREATE INDEX ix_pick_line_id ON pick (line_id);

CREATE TABLE receipt (
	id BIGSERIAL NOT NULL, 
	number INTEGER NOT NULL, 
	crate_id BIGINT NOT NULL, 
	article_id BIGINT NOT NULL, 
	collect_on DATE NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	operation VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_receipt PRIMARY KEY (id), 
	CONSTRAINT uq_receipt_number UNIQUE (number), 
	CONSTRAINT uq_receipt_crate_id UNIQUE (crate_id), 
	CONSTRAINT fk_receipt_crate_id FOREIGN KEY(crate_id) REFERENCES crate (id), 
	CONSTRAINT fk_receipt_article_id FOREIGN KEY(article_id) REFERENCES article (id), 
	CONSTRAINT fk_receipt_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_receipt_operation UNIQUE (operation)
);

CREATE INDEX ix_receipt_collect_on ON receipt (collect_on);

CREATE TABLE weighing_claim (
	id BIGSERIAL NOT NULL, 
	weighing_id BIGINT NOT NULL, 
	purpose VARCHAR(40) NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	crate_id BIGINT, 
	reason VARCHAR(200), 
	unverified_because VARCHAR(200), 
	CONSTRAINT pk_weighing_claim PRIMARY KEY (id), 
	CONSTRAINT uq_weighing_claim_weighing_id UNIQUE (weighing_id), 
	CONSTRAINT fk_weighing_claim_weighing_id FOREIGN KEY(weighing_id) REFERENCES weighing (id), 
	CONSTRAINT fk_weighing_claim_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_weighing_claim_crate_id FOREIGN KEY(crate_id) REFERENCES crate (id)
);

CREATE INDEX ix_weighing_claim_crate_id ON weighing_claim (crate_id);

CREATE TABLE goods_remark (
	id BIGSERIAL NOT NULL, 
	article_id BIGINT NOT NULL, 
	collect_on DATE NOT NULL, 
	receipt_id BIGINT, 
	kind VARCHAR(40) NOT NULL, 
	words VARCHAR(300), 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	operation VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_goods_remark PRIMARY KEY (id), 
	CONSTRAINT fk_goods_remark_article_id FOREIGN KEY(article_id) REFERENCES article (id), 
	CONSTRAINT fk_goods_remark_receipt_id FOREIGN KEY(receipt_id) REFERENCES receipt (id), 
	CONSTRAINT fk_goods_remark_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_goods_remark_operation UNIQUE (operation)
);

CREATE INDEX ix_goods_remark_at ON goods_remark (at);

CREATE INDEX ix_goods_remark_collect_on ON goods_remark (collect_on);

CREATE INDEX ix_goods_remark_receipt_id ON goods_remark (receipt_id);

CREATE TABLE hold_release (
	hold_id BIGINT NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	factor VARCHAR(40) NOT NULL, 
	reason VARCHAR(300) NOT NULL, 
	operation VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_hold_release PRIMARY KEY (hold_id), 
	CONSTRAINT fk_hold_release_hold_id FOREIGN KEY(hold_id) REFERENCES hold (id), 
	CONSTRAINT fk_hold_release_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE TABLE pick_undone (
	pick_id BIGINT NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	reason VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_pick_undone PRIMARY KEY (pick_id), 
	CONSTRAINT fk_pick_undone_pick_id FOREIGN KEY(pick_id) REFERENCES pick (id), 
	CONSTRAINT fk_pick_undone_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE TABLE receipt_undone (
	receipt_id BIGINT NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	reason VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_receipt_undone PRIMARY KEY (receipt_id), 
	CONSTRAINT fk_receipt_undone_receipt_id FOREIGN KEY(receipt_id) REFERENCES receipt (id), 
	CONSTRAINT fk_receipt_undone_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE TABLE goods_photo (
	id BIGSERIAL NOT NULL, 
	photo_id BIGINT NOT NULL, 
	remark_id BIGINT, 
	refusal_id BIGINT, 
	CONSTRAINT pk_goods_photo PRIMARY KEY (id), 
	CONSTRAINT ck_goods_photo_of_one_thing CHECK ((remark_id IS NULL) <> (refusal_id IS NULL)), 
	CONSTRAINT uq_goods_photo_remark_id_photo_id UNIQUE (remark_id, photo_id), 
	CONSTRAINT uq_goods_photo_refusal_id_photo_id UNIQUE (refusal_id, photo_id), 
	CONSTRAINT fk_goods_photo_photo_id FOREIGN KEY(photo_id) REFERENCES photo (id), 
	CONSTRAINT fk_goods_photo_remark_id FOREIGN KEY(remark_id) REFERENCES goods_remark (id), 
	CONSTRAINT fk_goods_photo_refusal_id FOREIGN KEY(refusal_id) REFERENCES refusal (id)
);

CREATE INDEX ix_goods_photo_photo_id ON goods_photo (photo_id);

CREATE TABLE goods_remark_undone (
	remark_id BIGINT NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	reason VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_goods_remark_undone PRIMARY KEY (remark_id), 
	CONSTRAINT fk_goods_remark_undone_remark_id FOREIGN KEY(remark_id) REFERENCES goods_remark (id), 
	CONSTRAINT fk_goods_remark_undone_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE TABLE goods_photo_undone (
	goods_photo_id BIGINT NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	person_id BIGINT NOT NULL, 
	reason VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_goods_photo_undone PRIMARY KEY (goods_photo_id), 
	CONSTRAINT fk_goods_photo_undone_goods_photo_id FOREIGN KEY(goods_photo_id) REFERENCES goods_photo (id), 
	CONSTRAINT fk_goods_photo_undone_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
