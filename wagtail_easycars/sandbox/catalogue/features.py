"""What a vehicle is equipped with, as the feed lists it."""

SAFETY = (
    "ABS Brakes", "Dual Front Airbags Package", "Airbags - Head for 1st Row Seats (Front)",
    "Side Airbags", "Electronic Stability Control", "Traction Control System",
    "Brake Assist", "EBD (Electronic Brake Force Distribution)", "Engine Immobiliser",
    "Seatbelts - Pre-tensioners Front Seats", "Hill Holder", "Tyre Pressure Sensor",
)  # fmt: skip
BASIC = (
    *SAFETY, "Air Conditioning", "Power Windows - Front & Rear", "Power Mirrors", "Power Steering",
    "Bluetooth Connectivity", "AUX/USB Input Socket", "Central Locking Remote Control",
    "Cruise Control", "Steering Wheel-mounted Audio Controls",
)  # fmt: skip
COMFORT = (
    *BASIC, "Apple Car Play", "Android Auto", "Reversing Camera", "Parking Distance Control Rear",
    "Auto Climate Control with Dual Temp Zones", "16 Inch Alloy Wheels", "LED Headlights",
    "Daytime Running Lights - LED", "Dusk Sensing Headlights", "Leather Steering Wheel",
    "Lane Departure Warning", "Forward Collision Warning", "Rear Air Vents",
)  # fmt: skip
LUXURY = (
    *COMFORT, "Heated Front & Rear Seats", "Ventilated Front Seats", "Head-up Display",
    "Panoramic Sunroof", "Power Front Seat Driver/memory", "360 Degree Camera",
    "Adaptive Cruise Control", "Blind Spot Monitoring", "Cross Traffic Recognition",
    "Premium Sound System", "Satellite Navigation", "Keyless Entry & Start",
    "Hands-Free Smart Tailgate", "Ambient Interior Lighting", "19 Inch Alloy Wheels",
)  # fmt: skip
OFFROAD = (
    *COMFORT, "4 Wheel Drive", "Diff Lock/s", "Downhill Assist Control", "Terrain Control",
    "Side Steps", "Roof Rails", "Tow Bar", "Trailer Sway Control", "Bull Bar", "Snorkel",
    "UHF Radio", "Dual Battery System",
)  # fmt: skip
UTE = (
    *COMFORT, "Sports Bar", "Tub Liner", "Tonneau Cover - Hard", "Tow Bar", "Side Steps",
    "Trailer Sway Control", "Electric Brake Controller", "18 Inch Alloy Wheels", "Rear Step",
)  # fmt: skip
VAN = (
    *BASIC, "Reversing Camera", "Sliding Door - Left Side", "Cargo Barrier", "Rubber Floor",
    "Barn Doors", "Parking Distance Control Rear", "Lane Departure Warning",
)  # fmt: skip
ELECTRIC = (
    *LUXURY, "Vehicle to Load (V2L)", "Heat Pump", "Type 2 Charging Cable", "Over-the-air Updates",
)  # fmt: skip
CLASSIC = (
    "Power Steering", "Front Disc Brakes", "Bucket Seats", "Console", "AM/FM Radio",
    "Styled Steel Wheels", "Laminated Windscreen", "Tachometer", "Dual Exhaust",
    "Rally Pack Gauges",
)  # fmt: skip
CARAVAN = (
    "Solar Panels 2 x 200W", "Lithium Battery 200Ah", "Annexe - Roll Out Awning", "Island Bed",
    "Cafe Dinette", "Gas/Electric Hot Water", "Microwave", "Full Oven & Grill", "Range Hood",
    "Washing Machine", "Reversing Camera", "Stabiliser Legs", "LED Lighting", "USB Charge Points",
    "Water Tanks 2 x 95L", "Grey Water Tank", "Independent Suspension", "DO35 Hitch",
    "Electric Brakes", "Spare Wheel", "TV - 24in Smart", "Fire Extinguisher",
)  # fmt: skip
CAMPER = (
    "Canvas Tent", "Slide-out Kitchen", "Gas Cooktop", "Water Tank 110L", "Battery 100Ah AGM",
    "Solar Panel 160W", "Independent Suspension", "Electric Brakes", "Stone Guard",
    "Jerry Can Holders", "DO35 Hitch", "Annexe & Walls", "Spare Wheel", "LED Lighting",
)  # fmt: skip
BOAT = (
    "Bimini Top", "Clears", "Fish Finder/GPS", "VHF Radio", "27MHz Radio", "Live Bait Tank",
    "Rod Holders x 6", "Kill Tank", "Bilge Pump", "Deck Wash", "Navigation Lights", "Anchor Winch",
    "Boarding Ladder", "Ski Pole", "Safety Gear", "Hydraulic Steering", "Underfloor Fuel Tank 95L",
)  # fmt: skip
BIKE = (
    "ABS Brakes", "Traction Control System", "LED Headlights", "Quick Shifter", "Ride Modes",
    "TFT Display", "Bluetooth Connectivity", "Heated Grips", "Engine Guards", "Tail Tidy",
    "Adjustable Suspension", "Slipper Clutch",
)  # fmt: skip
TRUCK = (
    "ABS Brakes", "Air Conditioning", "Airbag Suspension Seat", "Cruise Control", "Exhaust Brake",
    "Reversing Camera", "Bluetooth Connectivity", "Power Windows", "Central Locking", "Tool Box",
    "Bull Bar", "Work Lights", "Tow Coupling", "UHF Radio", "Lane Departure Warning",
    "Hill Start Assist",
)  # fmt: skip
BUS = (
    *TRUCK, "Reclining Seats", "Seatbelts - Lap/Sash for All Seats",
    "Roof-mounted Air Conditioning", "Electric Entry Door", "Luggage Racks", "PA System",
)  # fmt: skip
TRAILER = (
    "Electric Brakes", "Hot-dip Galvanised", "LED Lights", "Spare Wheel", "Jockey Wheel",
    "Checker Plate Floor", "Tie-down Rails", "Breakaway System", "Roller Rocker Suspension",
    "7-pin Flat Plug", "Ramps",
)  # fmt: skip

EQUIPMENT = {
    "basic": BASIC,
    "comfort": COMFORT,
    "luxury": LUXURY,
    "offroad": OFFROAD,
    "ute": UTE,
    "van": VAN,
    "electric": ELECTRIC,
    "classic": CLASSIC,
    "caravan": CARAVAN,
    "camper": CAMPER,
    "boat": BOAT,
    "bike": BIKE,
    "truck": TRUCK,
    "bus": BUS,
    "trailer": TRAILER,
}
OPTIONS = {
    "A": ("Metallic Paint", "Tow Bar", "Window Tint", "Floor Mats", "Roof Racks", "Dash Cam",
          "Weathershields", "Bonnet Protector", "Paint Protection", "Sunroof"),
    "B": ("Electric Trolling Motor", "Stereo", "Wakeboard Tower", "Tow Cover"),
    "C": ("Second Awning", "Diesel Heater", "Bike Rack", "Upgraded Lithium Battery"),
    "H": ("Tail Lift 1,500kg", "Crane", "Reverse Sensors", "Load Binder Rack", "Side Gates"),
    "M": ("Akrapovič Exhaust", "Panniers", "Crash Bars", "Rear Rack", "Tank Grips"),
    "T": ("Cage 600mm", "Tarp", "Winch", "Second Spare Wheel"),
}  # fmt: skip
