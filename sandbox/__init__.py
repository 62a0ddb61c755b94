"""The sandbox: every foreign system Förnya talks to, played by one small program.

A stranger to Förnya: own database, own words, never imports `fornya` and is never imported by it.
Everything in it is invented. It listens on 127.0.0.1 only. One folder per service; each owns its
tables (`sandbox.state.schema`) and can be broken on purpose (`sandbox.faults`).
"""
