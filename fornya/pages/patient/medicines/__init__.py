"""The patient's prescriptions with withdrawals left and how long they last."""
