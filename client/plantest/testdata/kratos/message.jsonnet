function(ctx) { to: ctx.recipient, template: ctx.template_type, body: ctx.body, data: ctx.template_data }
