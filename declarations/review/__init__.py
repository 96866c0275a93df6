"""What reviewers and auditors do with declarations: judge, compare, remark, approve, file."""
