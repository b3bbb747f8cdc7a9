"""Venues: what authors' comments claim about where their paper was accepted ("Accepted by ICCV 2021, Oral")."""
