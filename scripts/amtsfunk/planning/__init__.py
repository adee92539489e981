"""The editorial plan, reckoned from posts, week plans, the rota and the numbers that an office sets itself. Pure."""
