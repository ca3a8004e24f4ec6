"""Simulated devices that behave: scales, cold-room sensors and printers behind real links.

An independent second reading of the manuals. Nothing here knows the hub, and the hub knows nothing of this
package, so that the two readings can disagree and a test can see it.
"""
