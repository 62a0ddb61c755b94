"""The pages of a clinic's staff: worklist and assessment."""
