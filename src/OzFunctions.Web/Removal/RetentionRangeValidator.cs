using Microsoft.Extensions.Options;

namespace OzFunctions.Web.Removal;

/// <summary>Checks the attributes of <see cref="RetentionOptions"/>.</summary>
[OptionsValidator]
public sealed partial class RetentionRangeValidator : IValidateOptions<RetentionOptions>;
