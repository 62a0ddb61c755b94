"""What ./run, ./check and ./test share: set-up, the PostgreSQL runner, assets, services.

Only the three commands and the tests come in here; Förnya itself never does. `python_version`, `problem`,
`bootstrap` and `pip_wheel` run before anything is installed and so use the standard library only.
"""
