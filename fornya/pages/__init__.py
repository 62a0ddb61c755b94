"""What people see: one folder per audience, then one per task (view, form, template and words side by side).

Audiences never import each other. A view reads HTTP, makes one call into a room and answers HTTP.
"""
