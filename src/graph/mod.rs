//! Revisions -> DAG; names and ranges -> an ordered plan.
