"""The national prescription store, played: a subset of FHIR R4 at /store/fhir/.

The pharmacy counter may come in through `storage` and `build`; everybody else speaks HTTP.
"""
