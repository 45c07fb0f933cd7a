using OzFunctions.Core.Endpoints;

namespace OzFunctions.Core.Notifications;

/// <summary>An attempt at a delivery that was made.</summary>
/// <param name="Claimed">The delivery as it was stored for the attempt.</param>
/// <param name="Health">The endpoint's health as it was known when the attempt began.</param>
/// <param name="Answer">What came of it; null when what the delivery says is gone, and nothing was sent.</param>
public sealed record DeliveryAttempt(Stored<Delivery> Claimed, EndpointHealth Health, DeliveryAnswer? Answer);
