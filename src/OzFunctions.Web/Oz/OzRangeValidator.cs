using Microsoft.Extensions.Options;

namespace OzFunctions.Web.Oz;

/// <summary>Checks the attributes of <see cref="OzOptions"/>.</summary>
[OptionsValidator]
public sealed partial class OzRangeValidator : IValidateOptions<OzOptions>;
