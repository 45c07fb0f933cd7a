using OzFunctions.Core.Endpoints;

namespace OzFunctions.Core.Notifications;

/// <summary>A completed attempt at a delivery.</summary>
/// <param name="Claimed">The delivery as stored with the lease of the attempt.</param>
/// <param name="Health">The endpoint's health as known when the attempt began.</param>
/// <param name="Answer">The outcome; null when nothing was sent because the notification's data no longer exists.</param>
public sealed record DeliveryAttempt(Stored<Delivery> Claimed, EndpointHealth Health, AttemptResult? Answer);
