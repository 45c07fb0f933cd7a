namespace OzFunctions.Web.Notifications;

/// <summary>A page of deliveries.</summary>
/// <param name="Items">The deliveries.</param>
/// <param name="Continuation">The parameter for the next page; null on the last.</param>
internal sealed record DeliveriesDocument(IReadOnlyList<DeliveryDocument> Items, string? Continuation);
