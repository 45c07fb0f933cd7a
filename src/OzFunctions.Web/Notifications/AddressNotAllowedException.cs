namespace OzFunctions.Web.Notifications;

/// <summary>No address behind an endpoint's name may be connected to.</summary>
internal sealed class AddressNotAllowedException() : Exception("The address behind the endpoint's name is not allowed");
