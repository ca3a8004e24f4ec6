"""Who works here, what each may do, and what was done: people, roles, permissions, sessions, audit trail."""
