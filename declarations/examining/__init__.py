"""A declaration with all that its checks look at: its neighbours, its years, its office."""
